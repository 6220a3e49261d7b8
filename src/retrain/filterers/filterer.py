"""What every filterer promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.task import Task

if TYPE_CHECKING:
    import pandas as pd


class Filterer(FrozenModel, ABC):
    """Says which records to leave out; its fields are the options that its step may set."""

    @abstractmethod
    def reason(self, records: pd.DataFrame, task: Task) -> list[str]:
        """Why each record is left out, "" for a record to keep; one text a row.

        Args:
            records: the task's records that earlier filterers kept; cells are str, "" where
                missing.
            task: the roles of the columns.
        """


class RecordFilterer(Filterer):
    """Judges a record by its features alone, without its label and the records beside it, as a service must."""

    @abstractmethod
    def judge(self, task: Task) -> Callable[[Mapping[str, str]], str]:
        """A function from a record's features to why it is left out, "" for a record to keep."""

    def reason(self, records: pd.DataFrame, task: Task) -> list[str]:
        """What `judge` says of each record."""
        judge, names = self.judge(task), task.features
        rows = zip(*(records[name].tolist() for name in names), strict=True)
        return [judge(dict(zip(names, row, strict=True))) for row in rows]
