"""The forest plot draws what the decision publishes of each check."""

import plotly.graph_objects as go
import pytest

from retrain.model_reports.diagnostics.checks_forest import checks_forest_chart


def test_on_the_sealed_test_set_only_the_bound_is_drawn(documents, model_of) -> None:
    chart = checks_forest_chart(model_of(documents(["a", "b"])))
    traces = {trace.name: trace for trace in go.Figure({"data": chart.figure["data"]}).data}
    assert list(traces["difference"].y) == [0]
    assert list(traces["bound"].x) == [0.0811, -0.0041]
    assert traces["difference"].error_x.arrayminus[0] == pytest.approx(0.1 - 0.0811)
    assert chart.table.rows[1][2:] == ("—", "\u22120.0041", "\u22120.0100")
    assert chart.sentence == "2 of 2 bounds are above what their check needs."
