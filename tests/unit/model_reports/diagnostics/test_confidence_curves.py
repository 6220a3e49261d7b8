"""The curves over confidence state their summary numbers, and compare both models."""

import pytest

from retrain.model_reports.diagnostics.confidence_curves import precision_recall_chart, reliability_chart, risk_chart


@pytest.mark.parametrize(
    ("draw", "summary"),
    [
        (reliability_chart, "confidence and accuracy: legacy 0.040, retrained 0.040."),
        (risk_chart, "lower is better: legacy 0.070, retrained 0.070."),
        (precision_recall_chart, "precision of one half or more: legacy 0.800, retrained 0.800."),
    ],
)
def test_a_curve_states_its_summary_for_both_models(documents, model_of, draw, summary) -> None:
    chart = draw(model_of(documents(["a", "b"])))
    assert chart.sentence.endswith(summary)
    assert [row[0] for row in chart.table.rows] == ["legacy", "legacy", "retrained", "retrained"]


def test_the_precision_recall_table_names_the_decision_threshold(documents, model_of) -> None:
    table = precision_recall_chart(model_of(documents(["a", "b"]))).table
    assert table.columns == ("Model", "Decision threshold", "Recall", "Precision")
    assert table.rows[0] == ("legacy", "0.900", "0.300", "0.900")
