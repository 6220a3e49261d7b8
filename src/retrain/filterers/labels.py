"""Records without a label, and records of labels too rare to learn."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from retrain.filterers.filterer import Filterer
from retrain.ml_configuration.task import Task

if TYPE_CHECKING:
    import pandas as pd


class MissingLabel(Filterer):
    """Leaves out the records whose label is blank."""

    def reason(self, records: pd.DataFrame, task: Task) -> list[str]:
        """`no label` where the label is blank, "" elsewhere."""
        return ["" if label.strip() else "no label" for label in records[task.label].tolist()]


class RareLabel(Filterer):
    """Leaves out the records of labels with too few of them among the records that earlier filterers kept.

    Attributes:
        at_least: records that a label needs to stay.
    """

    at_least: Annotated[int, Field(ge=1)]

    def reason(self, records: pd.DataFrame, task: Task) -> list[str]:
        """The label and its count where it is rare, "" elsewhere."""
        labels = records[task.label].tolist()
        rare = {
            label: f"label {label!r} has {count} of at least {self.at_least} records"
            for label, count in Counter(labels).items()
            if count < self.at_least
        }
        return [rare.get(label, "") for label in labels]
