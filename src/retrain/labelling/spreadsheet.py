"""Rows as a CSV for a spreadsheet, which must take no text for a formula."""

import csv
import io
import re
from collections.abc import Sequence

from retrain.labelling.annotation import Answer, Asked
from retrain.ml_configuration.errors import InputError

COLUMNS = ("record_id", "text", "prediction", "confidence", "why", "label", "annotator", "digest")
NEEDED = ("record_id", "text", "label", "digest")
FORMULA = r"'*(?:[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r])"
BEGINS_AS_FORMULA = re.compile(FORMULA)
BEGINS_AS_DISARMED = re.compile("'" + FORMULA)


def disarmed(cell: str) -> str:
    """The cell, led by one more apostrophe where a spreadsheet could take it for a formula."""
    return f"'{cell}" if BEGINS_AS_FORMULA.match(cell) else cell


def armed(cell: str) -> str:
    """The cell before it was disarmed."""
    return cell[1:] if BEGINS_AS_DISARMED.match(cell) else cell


def write_csv(asked: Sequence[Asked]) -> str:
    """A CSV with empty columns `label` and `annotator`, to be filled in."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for row in asked:
        cells = (row.record_id, row.text, row.prediction, f"{row.confidence:.3f}", row.why.value, "", "", row.digest)
        table.writerow(map(disarmed, cells))
    return text.getvalue()


def read_csv(text: str, file: str) -> list[Answer]:
    """The answers of such a CSV; a row without a label is none.

    Raises:
        InputError: a column is missing, or the file is no CSV.
    """
    table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = [(table.line_num, row) for row in table]
    except csv.Error as error:
        raise InputError(f"{file}:{table.reader.line_num}: {error}; export the sheet as CSV again") from error
    if absent := [name for name in NEEDED if name not in (table.fieldnames or ())]:
        raise InputError(f"{file}:1: there is no column {absent[0]!r}; save the exported sheet as CSV, with commas")
    begins = [2, *(end + 1 for end, _ in rows[:-1])]
    return [_answer(begin, row) for begin, (_, row) in zip(begins, rows, strict=False) if (row["label"] or "").strip()]


def _answer(line: int, row: dict[str, str | None]) -> Answer:
    cells = {name: armed(row.get(name) or "") for name in (*NEEDED, "annotator")}
    return Answer(
        line=line,
        record_id=cells["record_id"],
        digest=cells["digest"].strip(),
        text=cells["text"],
        label=cells["label"].strip(),
        annotator=cells["annotator"].strip(),
    )
