"""Drift since the legacy model was trained, by column."""

from retrain.ml_configuration.drift_document import ClassifierDrift, ColumnDrift, Drift
from retrain.ml_configuration.enums import Role
from retrain.model_reports.formatting import format_count, format_score
from retrain.model_reports.tables.report_table import Data, Table

COMPARED = {
    Role.CATEGORY: "counts of its values",
    Role.DATE: "days",
    Role.IMAGE: "mean brightness",
    Role.LABEL: "counts of the labels",
    Role.NUMBER: "values",
    Role.TEXT: "length in words",
}
SMALLEST_P = 0.001
COLUMNS = ("Column", "Compared by", "Result", "Distance", "p", "Adjusted p")


def drift_table(drift: Drift) -> Table:
    """One row a column, then the classifier with its AUC; empty where nothing was compared."""
    rows: list[tuple[str, ...]] = [
        (Data(column.column), COMPARED[column.role], *_cells(column, column.distance)) for column in drift.columns
    ]
    classifier = drift.classifier
    if classifier is not None:
        rows.append(("All features", "AUC of a classifier", *_cells(classifier, classifier.auc)))
    reference = f"{format_count(drift.rows.then)} training rows of the legacy model"
    caption = f"{reference} against {format_count(drift.rows.since)} newer rows"
    return Table(caption, COLUMNS, tuple(rows), texts=3)


def _cells(test: ColumnDrift | ClassifierDrift, distance: float) -> tuple[str, str, str, str]:
    result = "drift" if test.drifted else "no drift detected"
    return result, format_score(distance), _format_p(test.p_value), _format_p(test.adjusted)


def _format_p(value: float) -> str:
    return format_score(value) if value >= SMALLEST_P else f"< {SMALLEST_P}"
