"""The role of a column is guessed from its name and its cells."""

from datetime import date

import pandas as pd
import pytest

from records.cell_checks import not_dates, not_numbers
from retrain.ml_configuration.enums import Role
from retrain.task_setup.guess_roles import Guess, guess_columns

ROWS = 400
CHECKS = {"number": not_numbers, "date": not_dates}
LABELS = [f"label {row * 7 % 13 % 4}" for row in range(ROWS)]
DAYS = pd.date_range("2023-01-01", periods=ROWS, freq="2D")


def spread(values: int, template: str = "{}") -> list[str]:
    """Cells of so many values that have nothing to do with the labels."""
    return [template.format(row * 31 % 401 % values) for row in range(ROWS)]


def guesses_of(max_bad: int = 20, **columns: list[str]) -> dict[str, Guess]:
    frame = pd.DataFrame({**columns, "label": LABELS}, dtype=str)
    return guess_columns(frame, "label", CHECKS, max_bad)


def with_bad_cells(cells: list[str], count: int) -> list[str]:
    return ["c.1997"] * count + cells[count:]


COLUMNS = {
    "an identifier": ("id", spread(ROWS + 1), Role.ID),
    "a key without that name": ("reference", spread(ROWS + 1, "T{}"), Role.ID),
    "a different number in each row": ("amount", spread(ROWS + 1, "{}.5"), Role.NUMBER),
    "numbers with gaps": ("amount", ["", *spread(9)[1:]], Role.NUMBER),
    "numbers of which few are bad": ("amount", with_bad_cells(spread(99), 20), Role.NUMBER),
    "numbers of which too many are bad": ("amount", with_bad_cells(spread(99), 21), Role.IGNORE),
    "numbers that name things": ("shop_id", spread(90), Role.CATEGORY),
    "customers": ("customer_id", spread(90), Role.GROUP),
    "kinds of customers": ("customer", spread(5, "kind {}"), Role.CATEGORY),
    "few values": ("colour", spread(5, "deep red {}"), Role.CATEGORY),
    "codes that repeat": ("code", spread(90, "A-{}"), Role.CATEGORY),
    "codes that rarely repeat": ("code", spread(300, "A-{}"), Role.IGNORE),
    "sentences": ("body", spread(300, "the letter number {}"), Role.TEXT),
    "sentences in another script": ("body", spread(300, "第{}封信"), Role.TEXT),
    "one value": ("country", ["DE"] * ROWS, Role.IGNORE),
    "one value and gaps": ("signed", ["yes", ""] * (ROWS // 2), Role.CATEGORY),
    "hardly any cell": ("comment", ["1"] * 9 + [""] * (ROWS - 9), Role.IGNORE),
    "days": ("day", list(DAYS.strftime("%Y-%m-%d")), Role.TIME),
    "moments": ("day", list(DAYS.strftime("%Y-%m-%dT08:30:00Z")), Role.TIME),
    "German days": ("day", list(DAYS.strftime("%d.%m.%Y")), Role.TIME),
    "American days": ("day", list(DAYS.strftime("%m/%d/%Y")), Role.TIME),
    "days of one month": ("day", ["2024-02-01", "2024-02-29"] * (ROWS // 2), Role.DATE),
    "years": ("year", spread(30, "20{:02d}"), Role.NUMBER),
    "days in two formats": ("day", ["2024-02-01", "1.2.2024"] * (ROWS // 2), Role.CATEGORY),
}


@pytest.mark.parametrize(("name", "cells", "role"), COLUMNS.values(), ids=COLUMNS)
def test_a_column_gets_the_role_that_fits_its_name_and_cells(name, cells, role):
    guess = guesses_of(**{name: cells})[name]
    assert guess.role is role
    assert guess.reason


def test_all_columns_together_quarantine_at_most_the_allowed_cells():
    guesses = guesses_of(max_bad=20, first=with_bad_cells(spread(99), 15), second=with_bad_cells(spread(98), 15))
    assert [guess.bad_cells for guess in guesses.values()] == [15, 0, 0]
    assert guesses["second"].needs_review
    assert "15 cells are no number" in guesses["second"].reason


@pytest.mark.parametrize(
    ("cells", "role"),
    [
        ([f"code of {label}" for label in LABELS], Role.IGNORE),
        ([str(number) + label[-1] * 3 for number, label in zip(spread(5), LABELS, strict=True)], Role.IGNORE),
        (["even" if label[-1] in "02" else "odd" for label in LABELS], Role.PARENT),
        (["rest" if row % 40 == 0 else f"code of {label}" for row, label in enumerate(LABELS)], Role.CATEGORY),
    ],
    ids=["another name of the label", "a finer label", "a coarser label", "a column that is often wrong"],
)
def test_a_column_that_determines_the_label_is_no_feature(cells, role):
    guess = guesses_of(hint=cells, other=spread(7))["hint"]
    assert guess.role is role
    assert guess.needs_review == (role is not Role.CATEGORY)


def test_a_column_that_predicts_only_the_common_label_is_no_leak():
    frame = pd.DataFrame({"colour": spread(5), "label": ["rare"] * 3 + ["common"] * (ROWS - 3)}, dtype=str)
    assert guess_columns(frame, "label", CHECKS, 0)["colour"].role is Role.NUMBER


def test_a_role_for_a_single_column_is_given_once():
    days = list(DAYS.strftime("%Y-%m-%d"))
    roles = {
        name: guess.role
        for name, guess in guesses_of(
            number=spread(ROWS + 1, "T{}"), id=spread(ROWS + 1), opened=days, closed=days, user=spread(90)
        ).items()
    }
    wanted = {"number": Role.IGNORE, "id": Role.ID, "opened": Role.TIME, "closed": Role.DATE, "user": Role.GROUP}
    assert roles == {**wanted, "label": Role.LABEL}


@pytest.mark.parametrize(
    ("days", "months", "until"),
    [
        (pd.date_range("2020-01-01", "2023-12-31"), 5, date(2023, 7, 31)),
        (pd.date_range("1900-01-01", "1999-12-31", freq="YS"), 109, date(1989, 12, 31)),
        (pd.date_range("2024-01-01", "2024-03-31"), 1, date(2024, 2, 29)),
        ([*pd.date_range("2020-01-01", "2023-12-31"), pd.Timestamp("2203-05-01")], 2158, date(2023, 7, 31)),
    ],
    ids=["years", "a century", "three months", "one day far ahead"],
)
def test_the_newest_months_hold_about_a_tenth_and_the_seal_ends_before_them(days, months, until):
    frame = pd.DataFrame({"day": [day.strftime("%Y-%m-%d") for day in days]}, dtype=str).assign(label="a")
    split = guess_columns(frame, "label", CHECKS, 0)["day"].split
    assert split == {"seal": {"until": until}, "recent": {"months": months}}


def test_padded_numbers_and_written_dates_come_with_their_adapter():
    guesses = guesses_of(amount=spread(99, " {} "), day=list(DAYS.strftime("%d.%m.%Y")))
    assert guesses["amount"].adapter == {"kind": "parse_number", "columns": ["amount"]}
    assert guesses["day"].adapter == {"kind": "parse_date", "columns": ["day"], "format": "%d.%m.%Y"}
