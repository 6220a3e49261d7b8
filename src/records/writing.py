"""Files that are whole or not there."""

import re
from pathlib import Path

import pandas as pd

SPECIAL = re.compile(r'[",\r\n]')


def csv_text(frame: pd.DataFrame) -> str:
    """The table as CSV: line feeds at the ends of lines, quotation marks only where they are needed.

    It is formatted here because the csv module of Python before 3.13 leaves a lone carriage return unquoted, and no
    byte may depend on a version.
    """
    rows = [list(frame.columns), *frame.to_numpy(dtype=object).tolist()]
    return "".join(",".join(map(_cell, row)) + "\n" for row in rows)


def write_whole(path: Path, text: str) -> None:
    """Writes a file in UTF-8 beside its place and moves it there, so that no reader sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(text.encode())
    part.replace(path)


def _cell(value: str) -> str:
    return '"' + value.replace('"', '""') + '"' if SPECIAL.search(value) else value
