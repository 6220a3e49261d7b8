"""Rows to label as a CSV file for a spreadsheet, safe against formulas."""

import csv
import io
from collections.abc import Sequence

from retrain.labelling.annotation import Annotation, LabelRequest
from retrain.ml_configuration.errors import InputError
from retrain.workspace.formulas import escape_formula, unescape_formula

COLUMNS = ("record_id", "text", "prediction", "confidence", "why", "label", "annotator", "digest")
REQUIRED = ("record_id", "text", "label", "digest")


def write_csv(requests: Sequence[LabelRequest]) -> str:
    """A CSV whose columns `label` and `annotator` are empty, to be filled in."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for request in requests:
        cells = [request.record_id, request.text, request.prediction, f"{request.confidence:.3f}"]
        cells += [request.reason.value, "", "", request.digest]
        table.writerow(map(escape_formula, cells))
    return text.getvalue()


def read_csv(text: str, file: str) -> list[Annotation]:
    """The annotations of such a CSV; a row without a label has none.

    Raises:
        InputError: a column is missing, or the file is no CSV.
    """
    table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    annotations = []
    line = 2
    try:
        _check_columns(table, file)
        for row in table:
            if (row["label"] or "").strip():
                annotations.append(_annotation(line, row))
            line = table.line_num + 1
    except csv.Error as error:
        location = f"{file}:{table.reader.line_num}"
        raise InputError(f"{location}: {error}; export the sheet as CSV again") from error
    return annotations


def _check_columns(table: "csv.DictReader[str]", file: str) -> None:
    for name in REQUIRED:
        if name not in (table.fieldnames or ()):
            remedy = "save the exported sheet as CSV, with commas"
            raise InputError(f"{file}:1: there is no column {name!r}; {remedy}")


def _annotation(line: int, row: dict[str, str | None]) -> Annotation:
    cells = {name: unescape_formula(row.get(name) or "") for name in (*REQUIRED, "annotator")}
    return Annotation(
        line=line,
        record_id=cells["record_id"],
        digest=cells["digest"].strip(),
        text=cells["text"],
        label=cells["label"].strip(),
        annotator=cells["annotator"].strip(),
    )
