"""A forest plot of the checks: difference, confidence bound and threshold of each."""

from retrain.ml_configuration.decision_document import Reason
from retrain.model_reports.charts.chart import QUIET_COLOUR, Chart, Figure, marker_trace, rows_figure, whiskers
from retrain.model_reports.escaping import plotly_text
from retrain.model_reports.formatting import format_change
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.report_table import Data, Table

COLUMNS = ("Check", "Verdict", "Difference", "Bound", "Needs above")


def checks_forest_chart(model: ReportModel) -> Chart | None:
    """Difference, bound and threshold of every check that compares scores; None without one.

    On the sealed test set only the bound is published, so nothing else is drawn for it.
    """
    checks = [reason for reason in model.decision.reasons if reason.bound is not None]
    if not checks:
        return None
    traces = (
        _differences(checks),
        _bounds("bound", [check.bound for check in checks]),
        _bounds("needs above", [check.threshold for check in checks]),
    )
    height = 44 * len(checks) + 110
    names = [plotly_text(check.check, 28) for check in checks]
    zero_line = {"zeroline": True, "zerolinecolor": QUIET_COLOUR}
    figure = rows_figure(traces, names, height, tickformat="+.2f", **zero_line)
    above = sum((check.bound or 0.0) > (check.threshold or 0.0) for check in checks)
    sentence = f"{above} of {len(checks)} bounds are above what their check needs."
    rows = tuple(map(_row, checks))
    table = Table("Checks that compare scores, retrained against legacy", COLUMNS, rows, texts=2)
    return Chart("forest", sentence, figure, height, table)


def _differences(checks: list[Reason]) -> Figure:
    """The differences as dots, each with a whisker down to its bound."""
    dots: list[tuple[float, float, str]] = []
    below: list[float] = []
    for row, check in enumerate(checks):
        if check.delta is not None and check.bound is not None:
            dots.append((row, check.delta, f"difference {format_change(check.delta)}"))
            below.append(check.delta - check.bound)
    error_bars = whiskers("difference", [0.0] * len(dots), below)
    return marker_trace("difference", dots, error_x=error_bars)


def _bounds(name: str, values: list[float | None]) -> Figure:
    hovers = [f"{name} {format_change(value, 4)}" for value in values]
    points = [(row, value or 0.0, hovers[row]) for row, value in enumerate(values)]
    return marker_trace(name, points)


def _row(check: Reason) -> tuple[str, ...]:
    return (
        Data(check.check),
        check.verdict.value,
        format_change(check.delta),
        format_change(check.bound, digits=4),
        format_change(check.threshold, digits=4),
    )
