"""Records that say the same as others."""

import pandas as pd

from retrain.filterers.filterer import Filterer
from retrain.ml_configuration.enums import Role
from retrain.ml_configuration.task import Task


class DuplicateRows(Filterer):
    """Leaves out the records whose features and label equal an earlier record's; the first stays.

    Features are compared without regard to case and to the amount of white space.
    """

    def reason(self, records: pd.DataFrame, task: Task) -> list[str]:
        """`same features and label as` and the id of the record that stays, "" for that record."""
        contents = zip(_contents(records, task), records[task.label], strict=True)
        first: dict[tuple[tuple[str, ...], str], int] = {}
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
        contents, labels = _contents(records, task), records[task.label].tolist()
        given: dict[tuple[str, ...], dict[str, None]] = {}
        for content, label in zip(contents, labels, strict=True):
            given.setdefault(content, {})[label] = None
        others = [
            next((other for other in given[content] if other != label), None)
            for content, label in zip(contents, labels, strict=True)
        ]
        return ["" if other is None else f"same features as a record labelled {other!r}" for other in others]


def _contents(records: pd.DataFrame, task: Task) -> list[tuple[str, ...]]:
    cells = ([" ".join(cell.casefold().split()) for cell in records[name].tolist()] for name in task.features)
    return list(zip(*cells, strict=True))


def _names(records: pd.DataFrame, task: Task) -> list[str]:
    identity = task.named(Role.ID)
    if identity is None:
        return [f"row {number}" for number in range(1, len(records) + 1)]
    return [f"record {cell!r}" for cell in records[identity].tolist()]
