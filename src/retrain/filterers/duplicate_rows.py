"""Records that say the same as an earlier one."""

import pandas as pd

from retrain.filterers.filterer import Filterer
from retrain.ml_configuration.enums import Role
from retrain.ml_configuration.task import Task


class DuplicateRows(Filterer):
    """Leaves out the records whose features and label equal an earlier record's; the first stays.

    Features are compared without regard to case and to the amount of white space.
    """

    def reason(self, records: pd.DataFrame, task: Task) -> list[str]:
        """`same features and label as` and the id of the record that stays, "" for that record."""
        contents = zip(*(_normalised(records, name) for name in task.features), records[task.label], strict=True)
        first: dict[tuple[str, ...], int] = {}
        kept = [first.setdefault(content, position) for position, content in enumerate(contents)]
        names = _names(records, task)
        return [
            "" if original == position else f"same features and label as {names[original]}"
            for position, original in enumerate(kept)
        ]


def _normalised(records: pd.DataFrame, column: str) -> list[str]:
    return [" ".join(cell.casefold().split()) for cell in records[column].tolist()]


def _names(records: pd.DataFrame, task: Task) -> list[str]:
    identity = task.named(Role.ID)
    if identity is None:
        return [f"row {number}" for number in range(1, len(records) + 1)]
    return [f"record {cell!r}" for cell in records[identity].tolist()]
