"""Drift is listed column by column, and not at all where nothing was compared."""

from retrain.ml_configuration.enums import FEATURE_ROLES, Role
from retrain.model_reports.tables.column_drift import COMPARED, drift_table
from retrain.model_reports.tables.report_table import Data

LABELS = ["lion", "tiger", "bee"]


def test_drift_is_listed_column_by_column_with_the_classifier_last(documents, model_of) -> None:
    table = drift_table(model_of(documents(LABELS)).drift)
    assert table.caption == "2,100 training rows of the legacy model against 812 newer rows"
    assert table.rows[0] == ("channel", "counts of its values", "no drift detected", "0.050", "0.400", "0.400")
    assert table.rows[4] == ("label", "counts of the labels", "drift", "0.221", "< 0.001", "< 0.001")
    assert table.rows[5][:4] == ("All features", "AUC of a classifier", "drift", "0.797")
    assert isinstance(table.rows[0][0], Data)


def test_where_nothing_was_compared_no_drift_is_listed(documents, model_of) -> None:
    assert drift_table(model_of(documents(LABELS, legacy=False)).drift).rows == ()


def test_every_role_that_is_compared_has_words() -> None:
    assert set(COMPARED) == FEATURE_ROLES | {Role.LABEL}
