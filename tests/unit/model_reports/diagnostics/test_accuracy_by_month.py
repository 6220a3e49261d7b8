"""The months of the validation rows come before those of the recent holdout, whose start is marked."""

import plotly.graph_objects as go

from retrain.model_reports.diagnostics.accuracy_by_month import accuracy_by_month_chart


def test_the_months_of_validation_come_before_those_of_the_recent_holdout(documents, model_of) -> None:
    chart = accuracy_by_month_chart(model_of(documents(["a", "b"])))
    legacy, retrained, best = go.Figure({"data": chart.figure["data"]}).data
    assert retrained.x == legacy.x == ("2025-08", "2025-09", "2025-10", "2025-11")
    assert retrained.y == (0.8, 0.8, 0.875, 0.875)
    assert best.x == ("2025-08", "2025-09")
    assert chart.sentence.endswith("in the last, 2025-11: legacy 0.750, retrained 0.875.")
    assert chart.table.rows[2] == ("2025-10", "recent", "400", "0.750", "0.875", "—")
    assert chart.table.columns[1:3] == ("Split", "Rows")
    assert chart.figure["layout"]["shapes"][0]["x0"] == "2025-10"
