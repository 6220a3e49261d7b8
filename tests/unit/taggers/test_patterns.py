"""Keywords match whole words and regular expressions match anywhere, in linear time, whatever the text holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrain.taggers.patterns import KeywordTagger, RegexTagger


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
    assert keyword(word).matches({"text": [cell]}) == [found]


@given(st.text())
def test_a_keyword_is_never_a_pattern(text):
    if text.strip():
        assert keyword(text).matches({"text": [f" {text} "]}) == [True]


def test_one_keyword_of_many_is_enough_and_an_excluded_one_vetoes():
    records = {"text": ["refund", "invoice", "invoice reminder", "reminder"]}
    rule = keyword("invoice", "refund", none_of=("reminder",))
    assert rule.matches(records) == [True, True, False, False]


@pytest.mark.parametrize("keywords", [(), ("",), ("a", " ")])
def test_blank_keywords_are_refused(keywords):
    with pytest.raises(ValueError, match="any_of"):
        keyword(*keywords)


def test_a_regular_expression_matches_anywhere_and_minds_case():
    records = {"text": ["No. 4711", "no. 4711", "No."]}
    assert regex(r"No\. \d+").matches(records) == [True, False, False]
    assert regex(r"(?i)no\. \d+").matches(records) == [True, True, False]


@pytest.mark.parametrize("pattern", ["a(", "(?<=x)y", r"(a)\1", "\ud800"])
def test_a_pattern_that_is_not_linear_is_refused_in_words_and_in_silence(pattern, capfd):
    with pytest.raises(ValueError, match="pattern"):
        regex(pattern)
    assert capfd.readouterr().err == ""


def test_a_pattern_that_never_ends_with_backtracking_ends_on_a_long_text():
    assert regex(r"(\w+\s?)+invoice\b").matches({"text": ["a" * 100_000]}) == [False]
