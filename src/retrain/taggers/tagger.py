"""What every tagger promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.errors import InputError

if TYPE_CHECKING:
    import pandas as pd


class Tagger(FrozenModel, ABC):
    """A rule that answers `label` where it matches; its fields are what a rule may set.

    Attributes:
        id: the rule's name.
        label: what it answers.
        column: the column of the adapted records that it reads.
    """

    id: str
    label: str
    column: str

    @abstractmethod
    def matches_cell(self, cell: str) -> bool:
        """Whether the rule decides a record with this cell, well-formed Unicode; in time linear in its length."""

    def matches(self, records: pd.DataFrame) -> NDArray[np.bool_]:
        """Where the rule decides, shape (n,).

        Raises:
            InputError: the records lack the rule's column.
        """
        if self.column not in records:
            present = ", ".join(repr(str(name)) for name in records.columns)
            raise InputError(
                f"tagger {self.id!r}: the records have no column {self.column!r}; they have {present}. "
                "Correct `column` in conf/taggers"
            )
        return np.fromiter(map(self.matches_text, records[self.column].tolist()), np.bool_, len(records))

    def matches_text(self, cell: str) -> bool:
        """Whether the rule decides a record with this cell, whatever is in it."""
        return self.matches_cell(cell if cell.isascii() else cell.encode(errors="replace").decode())
