import plotly.graph_objects as go
import pytest

from retrain.model_reports.charts.checks_forest import forest_chart
from retrain.model_reports.charts.over_time import over_time_chart
from retrain.model_reports.page import CHARTS

LABELS = [f"label_{number}" for number in range(20)]


def figure(chart) -> go.Figure:
    """The chart as plotly understands it: an unknown property raises."""
    return go.Figure({"data": chart.figure["data"], "layout": chart.figure["layout"]})


def test_every_chart_is_drawn_where_there_is_something_to_draw(documents, model_of) -> None:
    drawn = [chart.name for draw in CHARTS if (chart := draw(model_of(documents(LABELS))))]
    assert drawn == [
        "forest",
        "scores",
        "over-time",
        "labels",
        "confusion",
        "severity",
        "reliability",
        "risk",
        "detection",
        "learning",
    ]


def test_of_the_sealed_rows_the_forest_draws_the_bound_alone(documents, model_of) -> None:
    forest = forest_chart(model_of(documents(LABELS)))
    by_name = {trace.name: trace for trace in figure(forest).data}
    assert list(by_name["difference"].y) == [0]
    assert list(by_name["bound"].x) == [0.0811, -0.0041]
    assert by_name["difference"].error_x.arrayminus[0] == pytest.approx(0.1 - 0.0811)
    assert forest.table.rows[1][2:] == ("—", "\u22120.0041", "\u22120.0100")
    assert forest.sentence == "Of 2 bounds of differences 2 lie above what their check needs."


def test_the_months_of_validation_come_before_those_of_the_recent_rows(documents, model_of) -> None:
    chart = over_time_chart(model_of(documents(LABELS)))
    legacy, retrained, best = figure(chart).data
    assert retrained.x == legacy.x == ("2025-08", "2025-09", "2025-10", "2025-11")
    assert retrained.y == (0.8, 0.8, 0.875, 0.875)
    assert best.x == ("2025-08", "2025-09")
    assert chart.sentence.endswith("in the last, 2025-11: legacy 0.750, retrained 0.875.")
    assert chart.table.rows[2] == ("2025-10", "recent", "400", "0.750", "0.875", "—")


def test_a_task_without_time_taxonomy_or_answers_draws_no_empty_charts(documents, model_of) -> None:
    made = documents(LABELS) | {"months": [], "curves": {}}
    made["comparison"] |= {"months": [], "mistakes": [], "calibration": {}, "detection": {}}
    drawn = {chart.name for draw in CHARTS if (chart := draw(model_of(made)))}
    assert drawn == {"forest", "scores", "labels", "confusion"}
