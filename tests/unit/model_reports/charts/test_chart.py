"""Every chart of the page is valid for plotly, which rejects unknown properties."""

import plotly.graph_objects as go
import pytest

from retrain.model_reports.page import CHARTS

LABELS = [f"label_{number}" for number in range(20)]


@pytest.mark.parametrize("legacy", [True, False])
def test_plotly_accepts_every_property_of_every_chart(documents, model_of, legacy: bool) -> None:
    model = model_of(documents(LABELS, legacy=legacy))
    charts = [draw(model) for draw in CHARTS]
    assert all(charts)
    for chart in charts:
        assert go.Figure({"data": chart.figure["data"], "layout": chart.figure["layout"]}).data
