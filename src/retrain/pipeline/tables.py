"""CSV between stages: strings only, so that no library version changes a byte."""

from pathlib import Path

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def read_table(path: Path) -> pd.DataFrame:
    """The rows of a CSV that a stage wrote, every cell a string, a missing one empty."""
    return pd.read_csv(path, dtype=str, keep_default_na=False, na_filter=False, encoding="utf-8")


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Writes rows as CSV, UTF-8 with line feeds; makes the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def write_spreadsheet(table: pd.DataFrame, path: Path) -> None:
    """Writes rows as CSV for a spreadsheet: a text that it would take for a formula is led by an apostrophe."""
    texts = table.select_dtypes(include=["object", "string"])
    safe = texts.map(lambda cell: f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell)
    write_table(table.assign(**{str(name): column for name, column in safe.items()}), path)
