"""Removes records that repeat the features of another record."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from retrain.filterers.filterer import Filterer
from retrain.ml_configuration import Role, Task
from retrain.ml_configuration.columns import Columns, row_count

DIGEST_BYTES = 16
SEPARATOR = "\x1f"


class DuplicateRows(Filterer):
    """Leaves out the records whose features and label equal an earlier record's; the first stays.

    Features are compared without regard to case and to the amount of white space.
    """

    def reasons(self, records: Columns, task: Task) -> list[str]:
        """`same features and label as` and the id of the first such record; "" for that record."""
        contents = zip(_feature_digests(records, task), records[task.label], strict=True)
        first: dict[tuple[bytes, str], int] = {}
        originals = [first.setdefault(content, row) for row, content in enumerate(contents)]
        names = _record_names(records, task)
        return [
            "" if original == position else f"same features and label as {names[original]}"
            for position, original in enumerate(originals)
        ]


class ContradictoryRows(Filterer):
    """Leaves out all records with the same features but different labels, compared as duplicates are."""

    def reasons(self, records: Columns, task: Task) -> list[str]:
        """`same features as a record labelled` and the first other label; "" where there is none."""
        digests = list(_feature_digests(records, task))
        labels = records[task.label]
        labels_of: dict[bytes, dict[str, None]] = {}
        for digest, label in zip(digests, labels, strict=True):
            labels_of.setdefault(digest, {})[label] = None
        pairs = zip(digests, labels, strict=True)
        return [_contradiction(labels_of[digest], label) for digest, label in pairs]


def _contradiction(labels: dict[str, None], label: str) -> str:
    """Why a record with this label is removed, given all the labels of records with its features."""
    other = next((candidate for candidate in labels if candidate != label), None)
    return "" if other is None else f"same features as a record labelled {other!r}"


def _feature_digests(records: Columns, task: Task) -> Iterator[bytes]:
    """A digest of each record's features, which takes less memory than the cells."""
    for cells in zip(*(records[name] for name in task.features), strict=True):
        content = SEPARATOR.join(" ".join(cell.casefold().split()) for cell in cells)
        yield blake2b(content.encode(), digest_size=DIGEST_BYTES).digest()


def _record_names(records: Columns, task: Task) -> list[str]:
    identity = task.column_name(Role.ID)
    if identity is None:
        return [f"row {number}" for number in range(1, row_count(records) + 1)]
    return [f"record {cell!r}" for cell in records[identity]]
