"""F1 of every label, old against new."""

from retrain.model_reports.comparison_document import ComparisonDocument, LabelScore
from retrain.model_reports.formatting import change, count, difference, score
from retrain.model_reports.table import Data, Table

COLUMNS = ("Label", "Rows", "Legacy F1", "Retrained F1", "Difference")


def f1_change(label: LabelScore) -> float | None:
    """Retrained minus legacy F1, or None where there is no legacy."""
    return difference(label.retrained_f1, label.legacy_f1)


def worst_first(comparison: ComparisonDocument) -> tuple[LabelScore, ...]:
    """The labels by difference in F1, the largest loss first; by F1 where there is no legacy."""
    return tuple(sorted(comparison.per_label, key=_rank))


def labels_table(comparison: ComparisonDocument) -> Table:
    """Every label, the largest loss first."""
    return _table("F1 of every label on the recent rows", worst_first(comparison))


def largest_changes(comparison: ComparisonDocument, most: int) -> Table:
    """The labels whose F1 changed most, in either direction; empty where nothing changed."""
    changed = [label for label in worst_first(comparison) if f1_change(label)]
    largest = sorted(changed, key=lambda label: -abs(f1_change(label) or 0.0))[:most]
    return _table("Labels whose F1 changed most", tuple(largest))


def _rank(label: LabelScore) -> tuple[float, float, str]:
    return f1_change(label) or 0.0, label.retrained_f1 or 0.0, label.label


def _table(caption: str, labels: tuple[LabelScore, ...]) -> Table:
    return Table(caption, COLUMNS, tuple(_row(label) for label in labels))


def _row(label: LabelScore) -> tuple[str, ...]:
    f1 = score(label.legacy_f1), score(label.retrained_f1)
    return Data(label.label), count(label.support), *f1, change(f1_change(label))
