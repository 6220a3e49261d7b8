"""Taggers from the configuration."""

from __future__ import annotations

from collections import Counter

from retrain.ml_configuration.enums import TaggerKind
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.recipe import Taggers
from retrain.taggers.patterns import KeywordTagger, RegexTagger
from retrain.taggers.tagger import Tagger

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
    built: list[Tagger] = []
    for number, rule in enumerate(taggers.rules):
        built.append(rule.build(REGISTRY[rule.kind], ("taggers", "rules", number)))
    counts = Counter(tagger.id for tagger in built)
    repeated = [name for name, count in counts.items() if count > 1]
    if repeated:
        raise InputError(f"taggers.rules: two rules have the id {repeated[0]!r}; give each its own in conf/taggers")
    return tuple(built)
