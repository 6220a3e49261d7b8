"""Removes records without a label, and records of rare labels."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from pydantic import Field

from retrain.filterers.filterer import Filterer
from retrain.ml_configuration.columns import Columns
from retrain.ml_configuration.task import Task


class MissingLabel(Filterer):
    """Leaves out the records whose label is blank."""

    def reasons(self, records: Columns, task: Task) -> list[str]:
        """`no label` for a record whose label is blank, else ""."""
        return ["" if label.strip() else "no label" for label in records[task.label]]


class RareLabel(Filterer):
    """Leaves out the records of labels with too few records after the earlier filterers.

    Attributes:
        at_least: the number of records that a label needs.
    """

    at_least: Annotated[int, Field(ge=1)]

    def reasons(self, records: Columns, task: Task) -> list[str]:
        """The label and its number of records where it is rare, else ""."""
        labels = records[task.label]
        rare = {
            label: f"label {label!r} has {count} of at least {self.at_least} records"
            for label, count in Counter(labels).items()
            if count < self.at_least
        }
        return [rare.get(label, "") for label in labels]
