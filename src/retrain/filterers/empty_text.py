"""Records with nothing to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from retrain.filterers.filterer import Filterer
from retrain.ml_configuration import Role, Task

if TYPE_CHECKING:
    import pandas as pd


class EmptyText(Filterer):
    """Leaves out the records whose text columns are all blank; none where the task has no text column."""

    single: ClassVar[bool] = True

    def reason(self, records: pd.DataFrame, task: Task) -> list[str]:
        """`no text in` and the columns where all of them are blank, "" elsewhere."""
        names = task.all_named(Role.TEXT)
        if not names:
            return [""] * len(records)
        rows = zip(*(records[name].tolist() for name in names), strict=True)
        return ["" if any(cell.strip() for cell in row) else f"no text in {', '.join(names)}" for row in rows]
