"""Reads the rows of a table to predict."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from records.cell_checks import bad_cells
from records.configuration import CellType
from records.csv_reader import iter_csv_tables
from records.errors import InputError
from records.file_reader import read_file
from records.snapshot import BadCell
from retrain.ml_configuration import Role, Task
from retrain.ml_configuration.errors import did_you_mean
from retrain.ml_configuration.recipe import Recipe


def iter_input_rows(file: Path, recipe: Recipe) -> Iterator[pd.DataFrame]:
    """The rows of a table as text: a CSV file in parts of 10,000 rows, any other table in one part.

    The suffix of the file says whether it is CSV, TSV, JSON lines, Parquet or Excel.

    Raises:
        InputError: the file is missing, is no table, lacks a column, or has a row that the model
            cannot predict.
    """
    if not file.is_file():
        raise InputError(f"{file} is missing; name a table of raw records")
    is_csv = file.suffix == ".csv"
    for table in iter_csv_tables(file) if is_csv else [read_file(file.read_bytes(), str(file))]:
        bad = list(table.rejected)
        if not bad and not recipe.adapters.steps:
            bad = _bad_cells(table.frame, file, recipe.task)
        if bad:
            remedy = "correct or remove the row, so that every row gets a prediction"
            raise InputError(f"{bad[0]}; {remedy}")
        yield table.frame.reset_index(drop=True)


def _bad_cells(rows: pd.DataFrame, file: Path, task: Task) -> list[BadCell]:
    """The cells that do not fit the role of their column."""
    for name in task.features:
        if name not in rows:
            hint = did_you_mean(name, rows.columns) or f"; it has {', '.join(rows.columns)}"
            raise InputError(f"{file}:1: there is no column {name!r}, which the model reads{hint}")
    types = dict.fromkeys(task.column_names(Role.NUMBER), CellType.NUMBER)
    types |= dict.fromkeys(task.column_names(Role.DATE), CellType.DATE)
    return bad_cells(rows, types)
