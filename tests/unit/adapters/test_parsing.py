"""Numbers and dates become canonical text, or are refused with the reason."""

import pytest
from pydantic import ValidationError

from retrain.adapters import ParseDate
from retrain.adapters.parsing import ParseNumber


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1.234,50", "1234.5"),
        ("1234,5", "1234.5"),
        (" 7 ", "7"),
        ("007", "7"),
        (",5", "0.5"),
        ("-0", "0"),
        ("+1e3", "1000"),
        ("12.345.678", "12345678"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_german_number_becomes_canonical_text(cell, number):
    assert ParseNumber(columns=("x",), decimal=",", thousands=".").convert(cell) == number


@pytest.mark.parametrize("cell", ["1.5", "1.23.456", "12,3,4", "abc", "nan", "inf", "1e999", "1_000", "٣", ",", "-"])
def test_what_is_no_number_in_the_notation_is_refused(cell):
    with pytest.raises(ValueError, match="no finite number with decimal ','"):
        ParseNumber(columns=("x",), decimal=",", thousands=".").convert(cell)


@pytest.mark.parametrize("text", ["0.1", "1e-320", "123456789.123", "-2.5e300", "3"])
def test_a_canonical_number_stays_as_it_is_and_keeps_its_value(text):
    adapter = ParseNumber(columns=("x",))
    once = adapter.convert(text)
    assert float(once) == float(text)
    assert adapter.convert(once) == once


@pytest.mark.parametrize("marks", [{"decimal": ".", "thousands": "."}, {"thousands": "7"}, {"decimal": ";"}])
def test_marks_that_make_no_sense_are_refused(marks):
    with pytest.raises(ValidationError):
        ParseNumber(columns=("x",), **marks)


@pytest.mark.parametrize(
    ("pattern", "cell", "day"),
    [
        ("%d.%m.%Y", "03.11.2026", "2026-11-03"),
        ("%m/%d/%y", "11/03/26", "2026-11-03"),
        ("%Y-%m-%dT%H:%M", "2026-11-03T23:59", "2026-11-03"),
        ("%d.%m.%Y", " ", ""),
    ],
)
def test_a_date_becomes_iso_text(pattern, cell, day):
    assert ParseDate(columns=("d",), format=pattern).convert(cell) == day


@pytest.mark.parametrize("pattern", ["%d.%m.", "%Q", "day", "%H:%M"])
def test_a_format_that_names_no_day_is_refused(pattern):
    with pytest.raises(ValidationError, match="format"):
        ParseDate(columns=("d",), format=pattern)
