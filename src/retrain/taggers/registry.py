"""Which class stands behind each tagger kind."""

from collections import Counter

from pydantic import ValidationError

from retrain.ml_configuration.enums import TaggerKind
from retrain.ml_configuration.problems import InputProblem, InvalidOptions
from retrain.ml_configuration.taggers import TaggerRule, Taggers
from retrain.taggers.keyword_tagger import KeywordTagger
from retrain.taggers.regex_tagger import RegexTagger
from retrain.taggers.tagger import Tagger

REGISTRY: dict[TaggerKind, type[Tagger]] = {
    TaggerKind.KEYWORD: KeywordTagger,
    TaggerKind.REGEX: RegexTagger,
}


def build_taggers(taggers: Taggers) -> tuple[Tagger, ...]:
    """The rules of the configuration, in order of precedence.

    Raises:
        InvalidOptions: a class refused the options of its rule.
        InputProblem: two rules have the same id.
    """
    built = tuple(_built(position, rule) for position, rule in enumerate(taggers.rules))
    if twice := [name for name, count in Counter(tagger.id for tagger in built).items() if count > 1]:
        raise InputProblem(f"taggers.rules: two rules have the id {twice[0]!r}; give each its own in conf/taggers")
    return built


def _built(position: int, rule: TaggerRule) -> Tagger:
    tagger = REGISTRY[rule.kind]
    try:
        return tagger.model_validate({"id": rule.id, "label": rule.label, **rule.options})
    except ValidationError as error:
        raise InvalidOptions(("taggers", "rules", position), error, tuple(tagger.model_fields)) from error
