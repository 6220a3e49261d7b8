"""Numbers are formatted the same in every report."""

import pytest

from retrain.model_reports.formatting import (
    difference,
    format_change,
    format_count,
    format_count_change,
    format_score,
    with_interval,
)


@pytest.mark.parametrize(("value", "shown"), [(0.7126, "0.713"), (-0.5, "\u22120.500"), (0.0, "0.000"), (None, "—")])
def test_a_score_has_three_digits(value, shown: str) -> None:
    assert format_score(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(0.021, "+0.021"), (-0.004, "\u22120.004"), (-0.0001, "0.000"), (0.0, "0.000"), (None, "—")]
)
def test_a_change_has_a_sign_unless_it_rounds_to_zero(value, shown: str) -> None:
    assert format_change(value) == shown


def test_intervals_are_written_in_words() -> None:
    assert with_interval(format_score, 0.71, (0.7, 0.72)) == "0.710 (0.700 to 0.720)"
    assert with_interval(format_change, 0.01, (-0.01, 0.03)) == "+0.010 (\u22120.010 to +0.030)"
    assert with_interval(format_score, 0.71, None) == "0.710"


@pytest.mark.parametrize(("value", "shown"), [(12345, "12,345"), (0, "0")])
def test_a_count_has_thousands(value: int, shown: str) -> None:
    assert format_count(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(12, "+12"), (-1200, "\u22121,200"), (0, "0")])
def test_a_change_of_counts_has_a_sign(value: int, shown: str) -> None:
    assert format_count_change(value) == shown


def test_a_difference_needs_both_sides() -> None:
    assert difference(0.75, 0.5) == 0.25
    assert difference(None, 0.5) is difference(0.5, None) is None
