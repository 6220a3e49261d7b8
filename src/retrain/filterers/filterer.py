"""The interface of a filterer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.columns import Columns, Record, to_rows
from retrain.ml_configuration.task import Task


class Filterer(FrozenModel, ABC):
    """Decides which records are removed; its fields are the options that its step may set."""

    @abstractmethod
    def reasons(self, records: Columns, task: Task) -> list[str]:
        """Why each record is removed, (n,); "" for a record to keep.

        Args:
            records: the n records of the task that earlier filterers kept.
            task: the roles of the columns.
        """


class RecordFilterer(Filterer):
    """Decides on each record by its features alone, so that a service can apply it to one record."""

    @abstractmethod
    def row_filter(self, task: Task) -> Callable[[Record], str]:
        """A function from a record's features to why it is removed; "" for a record to keep."""

    def reasons(self, records: Columns, task: Task) -> list[str]:
        """What `row_filter` returns for each record."""
        rows = to_rows({name: records[name] for name in task.features})
        return list(map(self.row_filter(task), rows))
