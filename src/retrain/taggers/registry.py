"""Rules from configuration, and the answers of all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrain.ml_configuration.enums import TaggerKind
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.taggers import Taggers
from retrain.taggers.patterns import KeywordTagger, RegexTagger
from retrain.taggers.tagger import Tagger

if TYPE_CHECKING:
    import pandas as pd

REGISTRY: dict[TaggerKind, type[Tagger]] = {
    TaggerKind.KEYWORD: KeywordTagger,
    TaggerKind.REGEX: RegexTagger,
}


def build_taggers(taggers: Taggers) -> tuple[Tagger, ...]:
    """The rules of the configuration, in order of precedence.

    Raises:
        InvalidOptionsError: a class refused the options of its rule.
        InputError: two rules have the same id.
    """
    built = tuple(rule.built(REGISTRY[rule.kind], ("taggers", "rules", n)) for n, rule in enumerate(taggers.rules))
    if twice := [name for name, count in Counter(tagger.id for tagger in built).items() if count > 1]:
        raise InputError(f"taggers.rules: two rules have the id {twice[0]!r}; give each its own in conf/taggers")
    return built


def tag(taggers: Sequence[Tagger], records: pd.DataFrame) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """The label and the id of the first rule that matches each record.

    Args:
        taggers: in order of precedence.
        records: adapted records.

    Returns:
        Labels and sources, each an object array of shape (n,) holding str, None where no rule
        matches.

    Raises:
        InputError: the records lack the column of a rule.
    """
    labels = np.full(len(records), None, dtype=object)
    sources = labels.copy()
    for tagger in reversed(taggers):
        decided = tagger.matches(records)
        labels[decided] = tagger.label
        sources[decided] = tagger.id
    return labels, sources
