"""Records that say the same as others."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING

from retrain.filterers.filterer import Filterer
from retrain.ml_configuration import Role, Task

if TYPE_CHECKING:
    import pandas as pd

ROWS = 50_000
DIGEST_BYTES = 16
SEPARATOR = "\x1f"


class DuplicateRows(Filterer):
    """Leaves out the records whose features and label equal an earlier record's; the first stays.

    Features are compared without regard to case and to the amount of white space.
    """

    def reason(self, records: pd.DataFrame, task: Task) -> list[str]:
        """`same features and label as` and the id of the record that stays, "" for that record."""
        contents = zip(_contents(records, task), records[task.label], strict=True)
        first: dict[tuple[bytes, str], int] = {}
        kept = [first.setdefault(content, position) for position, content in enumerate(contents)]
        names = _names(records, task)
        return [
            "" if original == position else f"same features and label as {names[original]}"
            for position, original in enumerate(kept)
        ]


class ContradictoryRows(Filterer):
    """Leaves out all records whose features equal those of a record with another label, compared as duplicates are."""

    def reason(self, records: pd.DataFrame, task: Task) -> list[str]:
        """`same features as a record labelled` and the first other label, "" for a record without contradiction."""
        contents, labels = list(_contents(records, task)), records[task.label].tolist()
        given: dict[bytes, dict[str, None]] = {}
        for content, label in zip(contents, labels, strict=True):
            given.setdefault(content, {})[label] = None
        others = [
            next((other for other in given[content] if other != label), None)
            for content, label in zip(contents, labels, strict=True)
        ]
        return ["" if other is None else f"same features as a record labelled {other!r}" for other in others]


def _contents(records: pd.DataFrame, task: Task) -> Iterator[bytes]:
    """What each record says, as a digest that takes less memory than its cells, in which no separator is left."""
    for first in range(0, len(records), ROWS):
        part = records[first : first + ROWS]
        for cells in zip(*(part[name].tolist() for name in task.features), strict=True):
            said = SEPARATOR.join(" ".join(cell.casefold().split()) for cell in cells)
            yield blake2b(said.encode(), digest_size=DIGEST_BYTES).digest()


def _names(records: pd.DataFrame, task: Task) -> list[str]:
    identity = task.column_name(Role.ID)
    if identity is None:
        return [f"row {number}" for number in range(1, len(records) + 1)]
    return [f"record {cell!r}" for cell in records[identity].tolist()]
