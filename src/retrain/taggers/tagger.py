"""The interface of a tagger, and the first tagger that matches each record."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.columns import Columns
from retrain.ml_configuration.errors import InputError


class Tagger(FrozenModel, ABC):
    """A rule that sets the label of the records it matches; its fields are its options.

    Attributes:
        id: the rule's name.
        label: what it sets.
        column: the column of the adapted records that it reads.
    """

    id: str
    label: str
    column: str

    @abstractmethod
    def matches_cell(self, cell: str) -> bool:
        """Whether the rule matches a record with this well-formed cell, in linear time."""

    def matches(self, records: Columns) -> list[bool]:
        """Whether the rule matches each record, (n,).

        Raises:
            InputError: the records lack the rule's column.
        """
        if self.column not in records:
            present = ", ".join(map(repr, records))
            raise InputError(
                f"tagger {self.id!r}: the records have no column {self.column!r}; they have "
                f"{present}. Correct `column` in conf/taggers"
            )
        return [self.matches_cell(well_formed(cell)) for cell in records[self.column]]


def well_formed(cell: str) -> str:
    """The cell with a question mark for each lone surrogate, which UTF-8 cannot encode."""
    return cell if cell.isascii() else cell.encode(errors="replace").decode()


def first_matches(taggers: Sequence[Tagger], records: Columns, count: int) -> list[Tagger | None]:
    """The first tagger that matches each record, (n,); None where none does.

    Args:
        taggers: in order of precedence.
        records: adapted records.
        count: n, the number of records.

    Raises:
        InputError: the records lack the column of a rule.
    """
    first: list[Tagger | None] = [None] * count
    for tagger in reversed(taggers):
        for position, matched in enumerate(tagger.matches(records)):
            if matched:
                first[position] = tagger
    return first
