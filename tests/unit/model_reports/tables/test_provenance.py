"""Every row of the data is accounted for, and what a reproduction needs is listed."""

from retrain.model_reports.tables.provenance import provenance_table, reasons_table, rows_table
from retrain.model_reports.tables.report_table import Data

LABELS = ["lion", "tiger", "bee"]


def test_every_row_of_the_data_is_counted_with_its_reason(documents, model_of) -> None:
    model = model_of(documents(LABELS))
    assert ("Read from the source", "12,345") in rows_table(model).rows
    assert reasons_table(model).rows == (
        ("quarantined", "bad date", "40"),
        ("quarantined", "too few cells", "5"),
        ("removed", "duplicate", "290"),
        ("left out of sealed", "trained_on", "4"),
        ("left out of recent", "group_trained_on", "31"),
    )


def test_provenance_names_licence_digests_seed_and_evaluations(documents, model_of) -> None:
    values = dict(provenance_table(model_of(documents(LABELS, legacy=False))).rows)
    assert values["Licence of the data"] == "CC0-1.0"
    assert values["Legacy model"] == "none yet"
    assert values["Retrained model"] == "9f2c41d07a55 (task support_tickets)"
    assert values["Random seed of the policy"] == "20"
    assert values["Evaluations on the sealed test set"] == "3 of 50"
    assert all(isinstance(value, Data) for value in values.values())
