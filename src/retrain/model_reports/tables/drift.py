"""What drifted since the legacy model was trained, as a table."""

from retrain.ml_configuration.drift_document import ClassifierDrift, ColumnDrift, Drift
from retrain.ml_configuration.enums import Role
from retrain.model_reports.formatting import count, score
from retrain.model_reports.tables.table import Data, Table

COMPARED = {
    Role.CATEGORY: "counts of its values",
    Role.DATE: "days",
    Role.IMAGE: "mean brightness",
    Role.LABEL: "counts of the labels",
    Role.NUMBER: "values",
    Role.TEXT: "length in words",
}

SMALLEST = 0.001
COLUMNS = ("Column", "Compared by", "Found", "Distance", "p", "Adjusted p")


def drift_table(drift: Drift) -> Table:
    """One row a column and one for the classifier, whose distance is its AUC; no row where nothing was compared."""
    rows: list[tuple[str, ...]] = [
        (Data(each.column), COMPARED[each.role], *_found(each, each.distance)) for each in drift.columns
    ]
    if drift.classifier is not None:
        rows.append(("All features", "AUC of a classifier", *_found(drift.classifier, drift.classifier.auc)))
    caption = f"{count(drift.rows.then)} training rows of then against {count(drift.rows.since)} since then"
    return Table(caption, COLUMNS, tuple(rows), texts=3)


def _found(test: ColumnDrift | ClassifierDrift, distance: float) -> tuple[str, str, str, str]:
    found = "drift" if test.drifted else "no drift shown"
    return found, score(distance), _probability(test.p_value), _probability(test.adjusted)


def _probability(value: float) -> str:
    return score(value) if value >= SMALLEST else f"< {SMALLEST}"
