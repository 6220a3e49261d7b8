"""Cells that are not of their column's type, and repeated ids, are found."""

import pandas as pd
import pytest

from records.cell_checks import bad_cells, bad_ids, contains_nul, drop_rows, not_dates, not_numbers
from records.configuration import CellType
from records.snapshot import Reason


def cells(*values, name="a", file="x.csv"):
    lines = range(2, 2 + len(values))
    index = pd.MultiIndex.from_product([[file], lines], names=["file", "line"])
    return pd.Series(values, index, name=name, dtype=str)


@pytest.mark.parametrize("number", ["", "1", " 2 ", "-.5", "+3", "1e5", "9" * 26])
def test_a_number_or_nothing_is_fine(number):
    assert not not_numbers(cells(number)).any()


@pytest.mark.parametrize(
    "text",
    ["12,5", "12x", "inf", "-inf", "nan", "1e999", "0x10", "1_000", "True", "None", " ", "1\0"],
)
def test_what_is_not_a_finite_number_is_found(text):
    assert not_numbers(cells("1", text)).tolist() == [False, True]


@pytest.mark.parametrize(
    "day",
    [
        "",
        "2024-02-29",
        "0001-01-01",
        "9999-12-31",
        "2024-01-01T10:20",
        "2024-01-01 10:20:30.5Z",
        "2024-01-01T10:20+02:00",
    ],
)
def test_a_date_with_or_without_time_is_fine(day):
    assert not not_dates(cells(day)).any()


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29",
        "2024-13-01",
        "2024-1-1",
        "20240101",
        "01.02.2024",
        "2024",
        "0000-01-01",
        "2024-01-01T25:00",
        "soon",
    ],
)
def test_what_is_no_day_of_the_calendar_is_found(text):
    assert not_dates(cells("2024-01-01", text)).tolist() == [False, True]


def test_a_nul_character_is_found_in_any_text():
    assert contains_nul(cells("a", "b\0c")).tolist() == [False, True]


def test_every_bad_cell_of_a_row_is_reported():
    amounts = cells("1", "x", name="amount")
    days = cells("2024-01-01", "y", name="day")
    frame = pd.DataFrame({"amount": amounts, "day": days})
    found = bad_cells(frame, {"amount": CellType.NUMBER, "day": CellType.DATE})
    assert [str(cell) for cell in found] == [
        "x.csv:3: amount: 'x' is not a number",
        "x.csv:3: day: 'y' is not a date like 2024-12-31",
    ]
    assert drop_rows(frame, found).index.tolist() == [("x.csv", 2)]


def test_a_repeated_id_names_the_line_of_the_first():
    ids = pd.concat([cells("R1", "", "R2", "R1"), cells("R2", file="y.csv")])
    assert [str(cell) for cell in bad_ids(ids)] == [
        "x.csv:3: a: '' is empty, but every row needs an id",
        "x.csv:5: a: 'R1' stands already on line 2",
        "y.csv:2: a: 'R2' stands already on line 4 of x.csv",
    ]
    assert {cell.reason for cell in bad_ids(ids)} == {Reason.NO_ID, Reason.REPEATED}
