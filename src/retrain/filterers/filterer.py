"""What every filterer promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from retrain.ml_configuration.frozen import Frozen
from retrain.ml_configuration.task import Task

if TYPE_CHECKING:
    import pandas as pd


class Filterer(Frozen, ABC):
    """Says which records to leave out; its fields are the options that its step may set.

    Attributes:
        single: whether a record's features decide by themselves, without its label and the records beside it.
    """

    single: ClassVar[bool] = False

    @abstractmethod
    def reason(self, records: pd.DataFrame, task: Task) -> list[str]:
        """Why each record is left out, "" for a record to keep; one text a row.

        Args:
            records: the task's records that earlier filterers kept; cells are str, "" where missing.
            task: the roles of the columns.
        """
