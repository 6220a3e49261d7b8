"""Records of labels too rare to learn."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from retrain.filterers.filterer import Filterer
from retrain.ml_configuration.task import Task

if TYPE_CHECKING:
    import pandas as pd


class RareLabel(Filterer):
    """Leaves out the records of labels with too few of them among the records that earlier filterers kept.

    Attributes:
        at_least: records that a label needs to stay.
    """

    at_least: Annotated[int, Field(ge=1)]

    def reason(self, records: pd.DataFrame, task: Task) -> list[str]:
        """The label and its count where it is rare, "" elsewhere."""
        labels = records[task.label].tolist()
        reasons = {label: self._reason(label, count) for label, count in Counter(labels).items()}
        return [reasons[label] for label in labels]

    def _reason(self, label: str, count: int) -> str:
        return "" if count >= self.at_least else f"label {label!r} has {count} of at least {self.at_least} records"
