"""Texts as codes of their distinct words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

import numpy as np
from numpy.typing import NDArray

from retrain.featurizers.ragged import Ragged, encode_rows


@dataclass(frozen=True, eq=False)
class Words:
    """Texts in lower case, cut at white space.

    Attributes:
        distinct: each word once, in the order of its first appearance.
        texts: the words of each text, as positions in `distinct`.
    """

    distinct: tuple[str, ...]
    texts: Ragged


@lru_cache(1)
def encode_words(texts: tuple[str, ...]) -> Words:
    """The texts in lower case, cut at what Python counts as white space.

    The last result is cached, since several blocks read the same texts one after another.
    """
    codes = numbering()
    rows = encode_rows((text.lower().split() for text in texts), codes.__getitem__)
    return Words(tuple(codes), rows)


def numbering() -> defaultdict[str, int]:
    """A mapping that numbers its keys 0, 1, 2 ... in the order of their first use."""
    return defaultdict(count().__next__)


def group_members(groups: NDArray[np.object_]) -> Ragged:
    """The positions of the members of each distinct group; `groups` has the group of each."""
    import pandas as pd

    codes = pd.factorize(groups)[0]
    sizes = np.bincount(codes)
    order = np.argsort(codes, kind="stable").astype(np.int32)
    return Ragged(order, np.concatenate(([0], np.cumsum(sizes))))
