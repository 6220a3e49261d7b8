"""Which mistakes appeared and which disappeared."""

from dataclasses import dataclass

import numpy as np

from retrain.model_reports.comparison_document import ComparisonDocument
from retrain.model_reports.formatting import count, count_change
from retrain.model_reports.table import Data, Table

NAMES = ("Truth", "Answer")


@dataclass(frozen=True)
class Mistake:
    """One wrong answer to one label.

    Attributes:
        truth: row in the document's labels.
        answer: column in the document's labels.
        legacy: rows that the legacy model answered so; 0 where there is none.
        retrained: rows that the retrained model answered so.
        support: rows with this truth.
    """

    truth: int
    answer: int
    legacy: int
    retrained: int
    support: int

    @property
    def change(self) -> int:
        """Rows more, or fewer, that the retrained model answers so."""
        return self.retrained - self.legacy

    @property
    def share(self) -> float:
        """The change as a share of the rows with this truth, in [-1, 1]."""
        return self.change / self.support


def mistakes(comparison: ComparisonDocument) -> tuple[Mistake, ...]:
    """Every wrong answer that at least one model gave, in the order of the labels."""
    retrained = np.asarray(comparison.confusion.retrained, dtype=np.int64).reshape(-1, len(comparison.labels) or 1)
    legacy = np.asarray(comparison.confusion.legacy or np.zeros_like(retrained), dtype=np.int64)
    supports = retrained.sum(axis=1)
    found = np.argwhere((retrained + legacy) > 0).tolist()
    return tuple(
        Mistake(row, column, int(legacy[row, column]), int(retrained[row, column]), int(supports[row]))
        for row, column in found
        if row != column
    )


def changed(comparison: ComparisonDocument) -> tuple[Mistake, ...]:
    """The mistakes whose count changed, the largest change first."""
    different = (each for each in mistakes(comparison) if each.change)
    return tuple(sorted(different, key=lambda each: (-abs(each.change), each.truth, each.answer)))


def appeared_table(comparison: ComparisonDocument, most: int) -> Table:
    """The mistakes that the retrained model makes more often."""
    more = [each for each in changed(comparison) if each.change > 0]
    caption = "Mistakes that appeared or grew" if comparison.confusion.legacy else "Most frequent mistakes"
    return _table(caption, comparison, more[:most])


def disappeared_table(comparison: ComparisonDocument, most: int) -> Table:
    """The mistakes that the retrained model makes less often."""
    fewer = [each for each in changed(comparison) if each.change < 0]
    return _table("Mistakes that disappeared or shrank", comparison, fewer[:most])


def changes_table(comparison: ComparisonDocument, most: int) -> Table:
    """The mistakes whose count changed most, in either direction."""
    return _table("Mistakes whose count changed most", comparison, list(changed(comparison)[:most]))


def _table(caption: str, comparison: ComparisonDocument, rows: list[Mistake]) -> Table:
    both = comparison.confusion.legacy is not None
    numbers = ("Legacy", "Retrained", "Change") if both else ("Rows",)
    cells = tuple((*_names(comparison.labels, each), *_numbers(each, both)) for each in rows)
    return Table(caption, (*NAMES, *numbers), cells, texts=2)


def _names(labels: tuple[str, ...], each: Mistake) -> tuple[str, str]:
    return Data(labels[each.truth]), Data(labels[each.answer])


def _numbers(each: Mistake, both: bool) -> tuple[str, ...]:
    retrained = count(each.retrained)
    return (count(each.legacy), retrained, count_change(each.change)) if both else (retrained,)
