"""Records without a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrain.filterers.filterer import Filterer
from retrain.ml_configuration.task import Task

if TYPE_CHECKING:
    import pandas as pd


class MissingLabel(Filterer):
    """Leaves out the records whose label is blank."""

    def reason(self, records: pd.DataFrame, task: Task) -> list[str]:
        """`no label` where the label is blank, "" elsewhere."""
        return ["" if label.strip() else "no label" for label in records[task.label].tolist()]
