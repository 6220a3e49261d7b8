"""Groups near-duplicate texts without comparing every text with every other."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components

WORDS = 3
HASH_SPACE = 2**30
BANDS = 16
HASHES = 5
PRIME = 2**31 - 1
MIN_SIMILARITY = 0.8
SEED = 20_240_229


def shingles(text: str) -> list[str]:
    """Every three consecutive words of the text, ignoring case; of a shorter text, all of it."""
    words = text.casefold().split()
    starts = range(max(len(words) - WORDS + 1, 1))
    return [" ".join(words[start : start + WORDS]) for start in starts]


def near_duplicate_groups(documents: list[list[str]]) -> NDArray[np.intp]:
    """The group number of each document, (n,); one without near-duplicates is a group of its own.

    Two documents are joined where their sets of shingles have a Jaccard index of at least 0.8.
    Candidates agree in a band of five of 80 minhashes (Broder, On the resemblance and containment
    of documents, 1997), each compared with the first of its band, so that a pair of index 0.8 is
    missed twice in a thousand times. A candidate that is similar by its hashed shingles is
    confirmed on the shingles themselves.

    Args:
        documents: the shingles of n documents, at least one each.
    """
    from sklearn.feature_extraction import FeatureHasher

    hasher = FeatureHasher(HASH_SPACE, input_type="string", alternate_sign=False)
    hashed: csr_matrix = hasher.transform(documents).sign().tocsr()
    pairs = np.unique(np.concatenate([_candidates(hashed, band) for band in range(BANDS)]), axis=0)
    pairs = pairs[_hashed_similarity(hashed, pairs) >= MIN_SIMILARITY]
    exact = [_similarity(documents[first], documents[other]) for first, other in pairs]
    pairs = pairs[np.array(exact, dtype=np.float64) >= MIN_SIMILARITY]
    shape = (len(documents), len(documents))
    edges = coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=shape)
    groups: NDArray[np.intp] = connected_components(edges, directed=False)[1]
    return groups


def _candidates(hashed: csr_matrix, band: int) -> NDArray[np.intp]:
    """The pairs (first document, other document) that agree in one band, (pairs, 2)."""
    random = np.random.default_rng([SEED, band])
    factors, shifts = random.integers(1, PRIME, (2, HASHES), dtype=np.int64)
    keys = hashed.indices.astype(np.int64)
    minhashes = [
        np.minimum.reduceat((keys * factor + shift) % PRIME, hashed.indptr[:-1])
        for factor, shift in zip(factors, shifts, strict=True)
    ]
    bands = np.stack(minhashes, axis=1)
    _, first, band_of = np.unique(bands, axis=0, return_index=True, return_inverse=True)
    earlier = first[band_of.ravel()]
    later = np.flatnonzero(earlier != np.arange(len(earlier)))
    return np.stack([earlier[later], later], axis=1)


def _hashed_similarity(hashed: csr_matrix, pairs: NDArray[np.intp]) -> NDArray[np.float64]:
    """The Jaccard index of the hashed shingles of each pair, (pairs,) from 0 to 1."""
    sizes = np.diff(hashed.indptr)[pairs]
    common = np.asarray(hashed[pairs[:, 0]].multiply(hashed[pairs[:, 1]]).sum(axis=1)).ravel()
    similarity: NDArray[np.float64] = common / (sizes.sum(axis=1) - common)
    return similarity


def _similarity(one: list[str], other: list[str]) -> float:
    """The Jaccard index of two sets of shingles."""
    return len({*one} & {*other}) / len({*one, *other})
