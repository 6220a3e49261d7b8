"""The answers of all rules together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrain.taggers.tagger import Tagger

if TYPE_CHECKING:
    import pandas as pd


def tag(taggers: Sequence[Tagger], records: pd.DataFrame) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """The label and the id of the first rule that matches each record.

    Args:
        taggers: in order of precedence.
        records: adapted records.

    Returns:
        Labels and sources, each an object array of shape (n,) holding str, None where no rule matches.

    Raises:
        InputProblem: the records lack the column of a rule.
    """
    labels = np.full(len(records), None, dtype=object)
    sources = np.full(len(records), None, dtype=object)
    for tagger in reversed(taggers):
        decided = tagger.matches(records)
        labels[decided] = tagger.label
        sources[decided] = tagger.id
    return labels, sources
