"""What every adapter promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from retrain.ml_configuration.frozen import Frozen

if TYPE_CHECKING:
    import pandas as pd


class Adapter(Frozen, ABC):
    """Turns records into records; its fields are the options that its step may set."""

    @property
    @abstractmethod
    def reads(self) -> tuple[str, ...]:
        """The columns that the records must have before this adapter."""

    @abstractmethod
    def adapt(self, records: pd.DataFrame) -> pd.DataFrame:
        """New records with the same rows and index; the given ones stay as they are.

        Args:
            records: cells are str, "" where missing; the index names a record in messages.

        Raises:
            InputProblem: a column is absent, or a cell cannot be adapted.
        """

    def before(self, name: str) -> str:
        """The name that the column `name` of the adapted records had before this adapter."""
        return name
