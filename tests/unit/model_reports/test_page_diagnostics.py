"""Each diagnostic chart is drawn where there is something to draw, and only there."""

from retrain.model_reports.diagnostics import DIAGNOSTIC_CHARTS, DIAGNOSTIC_TABLES

LABELS = [f"label_{number}" for number in range(20)]


def names(model) -> set[str]:
    charts = [draw(model) for draw in DIAGNOSTIC_CHARTS]
    return {chart.name for chart in charts if chart is not None}


def test_every_chart_is_drawn_where_there_is_something_to_draw(documents, model_of) -> None:
    model = model_of(documents(LABELS))
    assert names(model) == {"forest", "over-time", "severity", "reliability", "risk", "detection", "learning"}
    assert all(make(model).rows for make in DIAGNOSTIC_TABLES.values())


def test_a_task_without_time_costs_or_predictions_has_no_empty_charts(documents, model_of) -> None:
    made = documents(LABELS) | {"months": [], "curves": {}}
    made["comparison"] |= {"months": [], "mistakes": [], "calibration": {}, "detection": {}}
    assert names(model_of(made)) == {"forest"}
