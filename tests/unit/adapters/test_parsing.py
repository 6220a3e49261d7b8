"""What each adapter class does to cells and columns."""

import pandas as pd
import pytest
from pydantic import ValidationError

from retrain.adapters import ParseDate
from retrain.adapters.adapter import CellAdapter
from retrain.adapters.parsing import ParseNumber
from retrain.adapters.renaming import MapLabels, RenameColumns
from retrain.ml_configuration.errors import InputError


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


def test_an_unreadable_cell_is_named_with_record_column_value_and_remedy():
    records = pd.DataFrame({"day": ["01.02.2026", "31.02.2026"]}, index=["a", "b"])
    with pytest.raises(InputError) as problem:
        ParseDate(columns=("day",), format="%d.%m.%Y").adapt(records)
    assert str(problem.value) == (
        "record 'b', column 'day': '31.02.2026' is no date like '30.12.2001'; "
        "correct the cell, or the format in conf/adapters"
    )


def test_labels_that_the_mapping_does_not_name_stay():
    records = pd.DataFrame({"label": ["A", "b", ""], "text": ["x", "y", "z"]})
    adapted = MapLabels(column="label", mapping={"A": "a"}).adapt(records)
    assert adapted["label"].tolist() == ["a", "b", ""]
    assert records["label"].tolist() == ["A", "b", ""]


def test_renaming_keeps_order_cells_and_index_and_can_swap():
    records = pd.DataFrame({"a": ["1"], "b": ["2"], "c": ["3"]}, index=["x"])
    adapted = RenameColumns(columns={"a": "b", "b": "a"}).adapt(records)
    assert list(adapted.columns) == ["b", "a", "c"]
    assert adapted.loc["x"].tolist() == ["1", "2", "3"]
    assert list(records.columns) == ["a", "b", "c"]


def test_a_new_name_that_is_taken_is_refused():
    with pytest.raises(InputError, match="already have a column 'b'"):
        RenameColumns(columns={"a": "b"}).adapt(pd.DataFrame({"a": ["1"], "b": ["2"]}))


def test_two_columns_cannot_get_one_name():
    with pytest.raises(ValidationError, match="same new name"):
        RenameColumns(columns={"a": "x", "b": "x"})


@pytest.mark.parametrize(
    "adapter", [MapLabels(column="labell", mapping={"a": "b"}), RenameColumns(columns={"lbel": "x"})]
)
def test_an_absent_column_is_named_with_the_closest_one(adapter):
    with pytest.raises(InputError, match=r"did you mean 'Label'\?\); they have 'Label'\. Correct"):
        adapter.adapt(pd.DataFrame({"Label": ["a"]}))


def test_a_long_list_of_columns_is_cut_in_the_message():
    with pytest.raises(InputError, match="and 970 more"):
        MapLabels(column="zzz", mapping={"a": "b"}).adapt(pd.DataFrame({str(n): ["1"] for n in range(1000)}))


def test_equal_cells_are_converted_once():
    seen = []

    class Recording(CellAdapter):
        @property
        def reads(self):
            return ("x",)

        def convert(self, cell):
            seen.append(cell)
            return cell.upper()

    adapted = Recording().adapt(pd.DataFrame({"x": ["a", "b", "a"]}))
    assert adapted["x"].tolist() == ["A", "B", "A"]
    assert seen == ["a", "b"]
