"""The message for a column that the records do not have."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from retrain.ml_configuration.problems import InputProblem

if TYPE_CHECKING:
    import pandas as pd

MOST_NAMES_SHOWN = 30


def require_columns(records: pd.DataFrame, names: Sequence[str], reader: str) -> None:
    """Nothing, where the records have every column of `names`.

    Args:
        records: the records to look at.
        names: the columns that must be there.
        reader: who needs them, as the message begins.

    Raises:
        InputProblem: names the absent columns, the closest present ones, and what is there.
    """
    present = [str(name) for name in records.columns]
    if absent := [_with_hint(name, present) for name in names if name not in present]:
        raise InputProblem(
            f"{reader}: the records have no column {', '.join(absent)}; they have {_listed(present)}. "
            "Correct the name in conf/adapters or conf/task, or supply the column"
        )


def _with_hint(name: str, present: Sequence[str]) -> str:
    lowered = {candidate.lower(): candidate for candidate in present}
    close = get_close_matches(name.lower(), lowered, n=1)
    return f"{name!r} (did you mean {lowered[close[0]]!r}?)" if close else repr(name)


def _listed(present: Sequence[str]) -> str:
    shown = ", ".join(map(repr, present[:MOST_NAMES_SHOWN])) or "none"
    return f"{shown} and {len(present) - MOST_NAMES_SHOWN} more" if len(present) > MOST_NAMES_SHOWN else shown
