"""Exports rows to label, fills in labels as an annotator would, and imports them."""

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from retrain.configuration import read_params, validate
from retrain.labelling.human_labels import overlay_human_labels
from retrain.ml_configuration import paths
from retrain.ml_configuration.stages import AdaptSections
from retrain.pipeline.adapt import adapt_records
from retrain.workspace.csv_tables import read_table

ROWS_FILE = Path("rows.csv")
Retrain = Callable[..., tuple[int, str, str]]


def adapt() -> pd.DataFrame:
    """Runs the adapt stage with the imported labels; the adapted records by id."""
    configuration = validate(read_params())
    sections = AdaptSections(task=configuration.task, adapters=configuration.adapters)
    adapt_records(sections, overlay_human_labels)
    return read_table(paths.ADAPTED).set_index("id")


def export_rows(retrain: Retrain, *words: str) -> list[dict[str, str]]:
    """The rows that `retrain labels export` writes."""
    assert retrain("labels", "export", "--to", "csv", "--out", str(ROWS_FILE), *words)[0] == 0
    with ROWS_FILE.open(newline="") as file:
        return list(csv.DictReader(file))


def fill_in(rows: list[dict[str, str]]) -> None:
    """Writes rows back to the exported file."""
    with ROWS_FILE.open("w", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)


def import_rows(retrain: Retrain, *words: str) -> tuple[int, str, str]:
    """Exit code, output and errors of `retrain labels import`."""
    return retrain("labels", "import", str(ROWS_FILE), "--from", "csv", *words)
