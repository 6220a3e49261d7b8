"""What every filterer promises."""

from abc import ABC, abstractmethod

import pandas as pd

from retrain.ml_configuration.frozen import Frozen
from retrain.ml_configuration.task import Task


class Filterer(Frozen, ABC):
    """Says which records to leave out; its fields are the options that its step may set."""

    @abstractmethod
    def reason(self, records: pd.DataFrame, task: Task) -> list[str]:
        """Why each record is left out, "" for a record to keep; one text a row.

        Args:
            records: the task's records that earlier filterers kept; cells are str, "" where missing.
            task: the roles of the columns.
        """
