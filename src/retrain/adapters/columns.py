"""Columns of records, with messages that name what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from retrain.ml_configuration.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

MOST_NAMES_SHOWN = 30


def require_columns(records: pd.DataFrame, names: Sequence[str], reader: str) -> None:
    """Nothing, where the records have every column of `names`; `reader`, who needs them, begins the message.

    Raises:
        InputError: names the absent columns, the closest present ones, and what is there.
    """
    present = [str(name) for name in records.columns]
    absent = [_with_hint(name, present) for name in names if name not in present]
    shown = ", ".join(map(repr, present[:MOST_NAMES_SHOWN])) or "none"
    more = f" and {len(present) - MOST_NAMES_SHOWN} more" if len(present) > MOST_NAMES_SHOWN else ""
    if absent:
        raise InputError(
            f"{reader}: the records have no column {', '.join(absent)}; they have {shown}{more}. "
            "Correct the name in conf/adapters or conf/task, or supply the column"
        )


def convert_cells(records: pd.DataFrame, column: str, convert: Callable[[str], str]) -> list[str]:
    """The cells of one column, converted; equal cells are converted once.

    Raises:
        InputError: `convert` raised a ValueError, whose text follows the record, the column and the
            cell.
    """
    cells = records[column].tolist()
    converted: dict[str, str] = {}
    for cell in dict.fromkeys(cells):
        try:
            converted[cell] = convert(cell)
        except ValueError as error:
            record = records.index[cells.index(cell)]
            raise InputError(f"record {record!r}, column {column!r}: {cell!r} {error}") from error
    return [converted[cell] for cell in cells]


def _with_hint(name: str, present: Sequence[str]) -> str:
    lowered = {candidate.lower(): candidate for candidate in present}
    close = get_close_matches(name.lower(), lowered, n=1)
    return f"{name!r} (did you mean {lowered[close[0]]!r}?)" if close else repr(name)
