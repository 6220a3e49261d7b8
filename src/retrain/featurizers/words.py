"""Texts as codes of their distinct words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

import numpy as np
from numpy.typing import NDArray

from retrain.featurizers.ragged import Ragged, ragged


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
def encode(texts: tuple[str, ...]) -> Words:
    """The texts in lower case, cut at what Python counts as white space.

    The last answer is remembered, since several blocks read the same texts one after another.
    """
    codes = numbering()
    rows = ragged((text.lower().split() for text in texts), codes.__getitem__)
    return Words(tuple(codes), rows)


def numbering() -> defaultdict[str, int]:
    """A mapping that numbers its keys 0, 1, 2 ... as it is asked for them."""
    return defaultdict(count().__next__)


def members(groups: NDArray[np.object_]) -> Ragged:
    """The positions of the members of each distinct group; `groups` names the group of each position."""
    import pandas as pd

    codes = pd.factorize(groups)[0]
    sizes = np.bincount(codes)
    return Ragged(np.argsort(codes, kind="stable").astype(np.int32), np.concatenate(([0], np.cumsum(sizes))))
