"""Rules, and the answers of all rules together."""

import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrain.ml_configuration.enums import TaggerKind
from retrain.ml_configuration.errors import InputError, InvalidOptionsError
from retrain.ml_configuration.taggers import Taggers
from retrain.taggers import Tagger, build_taggers, tag
from retrain.taggers.patterns import KeywordTagger, RegexTagger, linear_pattern
from retrain.taggers.registry import REGISTRY


def keyword(*any_of, none_of=()):
    return KeywordTagger(id="k", label="l", column="text", any_of=any_of, none_of=none_of)


def regex(pattern):
    return RegexTagger(id="r", label="l", column="text", pattern=pattern)


@pytest.mark.parametrize(
    ("word", "cell", "found"),
    [
        ("invoice", "your INVOICE, please", True),
        ("invoice", "invoices", False),
        ("invoice", "_invoice", False),
        ("Überweisung", "die überweisung.", True),
        ("weisung", "Überweisung", False),
        ("ber", "über", False),
        ("c++", "I like C++!", True),
        ("a.b", "axb", False),
        ("bank transfer", "Bank\n\u00a0 transfer", True),
        ("bank transfer", "banktransfer", False),
        ("invoice", "", False),
        ("猫", "猫。", True),
        ("x", "\ud800 x \x00", True),
    ],
)
def test_a_keyword_matches_whole_words_literally(word, cell, found):
    assert keyword(word).matches(pd.DataFrame({"text": [cell]}, dtype=object)).tolist() == [found]


@given(st.text())
def test_a_keyword_is_never_a_pattern(text):
    if text.strip():
        assert keyword(text).matches(pd.DataFrame({"text": [f" {text} "]}, dtype=object)).tolist() == [True]


def test_one_keyword_of_many_is_enough_and_an_excluded_one_vetoes():
    records = pd.DataFrame({"text": ["refund", "invoice", "invoice reminder", "reminder"]})
    rule = keyword("invoice", "refund", none_of=("reminder",))
    assert rule.matches(records).tolist() == [True, True, False, False]


@pytest.mark.parametrize("keywords", [(), ("",), ("a", " ")])
def test_blank_keywords_are_refused(keywords):
    with pytest.raises(ValueError, match="any_of"):
        keyword(*keywords)


def test_a_regular_expression_matches_anywhere_and_minds_case():
    records = pd.DataFrame({"text": ["No. 4711", "no. 4711", "No."]})
    assert regex(r"No\. \d+").matches(records).tolist() == [True, False, False]
    assert regex(r"(?i)no\. \d+").matches(records).tolist() == [True, True, False]


@pytest.mark.parametrize("pattern", ["a(", "(?<=x)y", r"(a)\1", "\ud800"])
def test_a_pattern_that_is_not_linear_is_refused_in_words_and_in_silence(pattern, capfd):
    with pytest.raises(ValueError, match="pattern"):
        regex(pattern)
    assert capfd.readouterr().err == ""


def test_a_refused_pattern_says_what_is_wrong():
    with pytest.raises(ValueError, match=r"'\(\?<=x\)y' is no pattern that runs in linear time: invalid perl operator"):
        linear_pattern("(?<=x)y")


def test_a_pattern_that_explodes_elsewhere_takes_linear_time():
    records = pd.DataFrame({"text": ["a" * 100_000]})
    rule = regex(r"(\w+\s?)+invoice\b")
    started = time.process_time()
    assert rule.matches(records).tolist() == [False]
    assert time.process_time() - started < 5


def test_an_absent_column_is_named_with_the_rule():
    with pytest.raises(InputError, match="tagger 'k': the records have no column 'text'; they have 'body'"):
        keyword("x").matches(pd.DataFrame({"body": ["x"]}))


def test_the_first_rule_that_matches_decides():
    rules = (
        {"id": "first", "kind": "keyword", "label": "A", "column": "text", "any_of": ["x"]},
        {"id": "second", "kind": "regex", "label": "B", "column": "text", "pattern": "x|y"},
    )
    built = build_taggers(Taggers(name="t", rules=rules))
    labels, sources = tag(built, pd.DataFrame({"text": ["x y", "y", "z"]}))
    assert labels.tolist() == ["A", "B", None]
    assert sources.tolist() == ["first", "second", None]


@pytest.mark.parametrize("rows", [0, 2])
def test_no_rules_decide_nothing(rows):
    labels, sources = tag((), pd.DataFrame({"text": ["x"] * rows}))
    assert labels.tolist() == sources.tolist() == [None] * rows


def test_every_tagger_kind_has_a_class_of_its_own():
    assert set(REGISTRY) == set(TaggerKind)
    assert len(set(REGISTRY.values())) == len(REGISTRY)
    assert all(issubclass(tagger, Tagger) for tagger in REGISTRY.values())


@pytest.mark.parametrize("options", [{"pattern": "a("}, {"patern": "a"}, {}])
def test_wrong_options_of_a_tagger_name_its_rule(options):
    rule = {"id": "r", "kind": "regex", "label": "A", "column": "text", **options}
    with pytest.raises(InvalidOptionsError) as problem:
        build_taggers(Taggers(name="t", rules=(rule,)))
    assert problem.value.location == ("taggers", "rules", 0)
    assert problem.value.options == ("id", "label", "column", "pattern")


def test_two_rules_with_one_id_are_refused():
    rule = {"id": "r", "kind": "regex", "label": "A", "column": "text", "pattern": "a"}
    with pytest.raises(InputError, match="two rules have the id 'r'"):
        build_taggers(Taggers(name="t", rules=(rule, rule)))
