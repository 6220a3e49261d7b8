"""A chart of curves leaves out what has no points, and tells the models apart without colour."""

from retrain.model_reports.diagnostics.curves import curve, curves_chart
from retrain.model_reports.tables.report_table import Table


def test_curves_without_points_are_left_out() -> None:
    traces = [curve("legacy", []), curve("retrained", [(0.0, 0.5)])]
    chart = curves_chart("name", "Sentence.", traces, {}, {}, Table("caption", ("a",), ()))
    assert [trace["name"] for trace in chart.figure["data"]] == ["retrained"]


def test_the_legacy_curve_is_dashed() -> None:
    assert curve("legacy", [(0.0, 0.5)])["line"]["dash"] == "dash"
    assert curve("retrained", [(0.0, 0.5)])["line"]["dash"] == "solid"
