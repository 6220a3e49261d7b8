"""The first tagger that matches decides, and a missing column is named with the rule."""

import pytest

from retrain.ml_configuration.errors import InputError
from retrain.taggers import first_matches
from retrain.taggers.patterns import KeywordTagger, RegexTagger

FIRST = KeywordTagger(id="first", label="A", column="text", any_of=("x",))
SECOND = RegexTagger(id="second", label="B", column="text", pattern="x|y")


def test_the_first_rule_that_matches_decides():
    assert first_matches((FIRST, SECOND), {"text": ["x y", "y", "z"]}, 3) == [FIRST, SECOND, None]


@pytest.mark.parametrize("count", [0, 2])
def test_no_rules_decide_nothing(count):
    assert first_matches((), {"text": ["x"] * count}, count) == [None] * count


def test_an_absent_column_is_named_with_the_rule():
    with pytest.raises(InputError, match="tagger 'first': the records have no column 'text'; they have 'body'"):
        FIRST.matches({"body": ["x"]})
