"""The rows of a table that somebody wants answered."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from records.cell_checks import bad_cells
from records.configuration import CellType
from records.csv_reader import csv_sheets
from records.errors import InputError
from records.formats import read_file
from records.snapshot import BadCell
from retrain.configuration.error_messages import did_you_mean
from retrain.ml_configuration import Role, Task
from retrain.ml_configuration.recipe import Recipe


def row_parts(file: Path, recipe: Recipe) -> Iterator[pd.DataFrame]:
    """The rows of a file as text: CSV in parts of 10,000 rows, TSV, JSON lines, Parquet or Excel whole, by its name.

    Raises:
        InputError: the file is missing, is no table, lacks a column, or has a row that cannot be
            answered.
    """
    if not file.is_file():
        raise InputError(f"{file} is missing; name a table of raw records")
    for sheet in csv_sheets(file) if file.suffix == ".csv" else [read_file(file.read_bytes(), str(file))]:
        bad = list(sheet.refused) or ([] if recipe.adapters.steps else _unfit(sheet.frame, file, recipe.task))
        if bad:
            raise InputError(f"{bad[0]}; mend or remove the row, so that every row gets its answer")
        yield sheet.frame.reset_index(drop=True)


def _unfit(rows: pd.DataFrame, file: Path, task: Task) -> list[BadCell]:
    """The cells that are not of their role, where no adapter would change them first."""
    for name in task.features:
        if name not in rows:
            hint = did_you_mean(name, rows.columns) or f"; it has {', '.join(rows.columns)}"
            raise InputError(f"{file}:1: there is no column {name!r}, which the model reads{hint}")
    types = {Role.NUMBER: CellType.NUMBER, Role.DATE: CellType.DATE}
    return bad_cells(rows, {name: kind for role, kind in types.items() for name in task.column_names(role)})
