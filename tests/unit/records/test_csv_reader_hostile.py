"""Every CSV of a public collection of hostile ones is read or refused with a reason; none loses a row in silence."""

import csv
import json
import time
from pathlib import Path

import pytest

from records.csv_reader import read_sheet
from records.errors import InputError

FOLDER = Path(__file__).parents[4] / "shared/datasets/hostile_csv"
FILES = sorted(FOLDER.rglob("*.csv"))
# The JSON of one states another telephone number than its CSV, that of the other another line ending.
ODD = {"location_coordinates", "newlines_crlf"}
EXPECTED = sorted(path for path in FOLDER.glob("csv-spectrum/json/*.json") if path.stem not in ODD)
SECONDS = 5

pytestmark = pytest.mark.skipif(not FILES, reason="the hostile CSV files are absent")


def rows_by_python(text: str, delimiter: str) -> int:
    return sum(bool(row) for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter))


def test_every_file_is_read_whole_or_refused_with_a_place():
    refused = 0
    for path in FILES:
        start = time.monotonic()
        try:
            sheet = read_sheet(path.read_bytes(), path.name)
        except InputError as problem:
            assert str(problem).startswith(f"{path.name}:")
            assert ";" in str(problem)
            refused += 1
        else:
            encoding, _, delimiter = sheet.form.partition(", separated by ")
            text = path.read_bytes().decode(encoding).removeprefix("\ufeff")
            found = len(sheet.frame) + len(sheet.refused)
            torn = any(not cell.column and "quotation" in cell.fault for cell in sheet.refused)
            assert torn or found == rows_by_python(text, json.loads(delimiter.replace("'", '"'))) - 1, path.name
        assert time.monotonic() - start < SECONDS
    assert len(FILES) == 105
    assert 0 < refused < 25


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_the_cells_are_those_that_the_collection_states(expected):
    raw = (FOLDER / f"csv-spectrum/csvs/{expected.stem}.csv").read_bytes()
    rows = read_sheet(raw, "x.csv").frame.to_dict("records")
    wanted = json.loads(expected.read_text(encoding="utf-8"))
    assert rows == wanted
