"""Records that say nearly the same, found without comparing every record with every other."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components

WORDS = 3
FEATURES = 2**30
BANDS, HASHES = 16, 5
PRIME = 2**31 - 1
LEAST = 0.8
SEED = 20_240_229


def shingles(text: str) -> list[str]:
    """Every three words of the text that follow each other, without regard to case; of a shorter text, all of it."""
    words = text.casefold().split()
    return [" ".join(words[first : first + WORDS]) for first in range(max(len(words) - WORDS + 1, 1))]


def near_duplicates(said: list[list[str]]) -> NDArray[np.intp]:
    """The number of the group of each record, (n,); alone in its group is a record that nothing resembles.

    Two records are joined where their sets of shingles have a Jaccard index of at least 0.8.
    Candidates are those that agree in a band of five of 80 minima (Broder, On the resemblance and
    containment of documents, 1997), each compared with the first of its band: a pair of index 0.8
    is missed twice in a thousand times.

    Args:
        said: the shingles of n records, at least one each.
    """
    from sklearn.feature_extraction import FeatureHasher

    sets: csr_matrix = FeatureHasher(FEATURES, input_type="string", alternate_sign=False).transform(said).sign().tocsr()
    pairs = np.unique(np.concatenate([_candidates(sets, band) for band in range(BANDS)]), axis=0)
    alike = pairs[_jaccard(sets, pairs) >= LEAST]
    edges = coo_matrix((np.ones(len(alike)), (alike[:, 0], alike[:, 1])), shape=(len(said), len(said)))
    groups: NDArray[np.intp] = connected_components(edges, directed=False)[1]
    return groups


def _candidates(sets: csr_matrix, band: int) -> NDArray[np.intp]:
    """The pairs (first record, other record) that agree in the minima of one band, (pairs, 2)."""
    factors, shifts = np.random.default_rng([SEED, band]).integers(1, PRIME, (2, HASHES), dtype=np.int64)
    keys = sets.indices.astype(np.int64)
    minima = [
        np.minimum.reduceat((keys * factor + shift) % PRIME, sets.indptr[:-1])
        for factor, shift in zip(factors, shifts, strict=True)
    ]
    _, first, place = np.unique(np.stack(minima, axis=1), axis=0, return_index=True, return_inverse=True)
    earlier = first[place.ravel()]
    later = np.flatnonzero(earlier != np.arange(len(earlier)))
    return np.stack([earlier[later], later], axis=1)


def _jaccard(sets: csr_matrix, pairs: NDArray[np.intp]) -> NDArray[np.float64]:
    """The common part of the two sets of each pair, (pairs,) from 0 to 1."""
    sizes = np.diff(sets.indptr)[pairs]
    common = np.asarray(sets[pairs[:, 0]].multiply(sets[pairs[:, 1]]).sum(axis=1)).ravel()
    shares: NDArray[np.float64] = common / (sizes.sum(axis=1) - common)
    return shares
