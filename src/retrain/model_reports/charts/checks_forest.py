"""What each check found and what it needs, drawn as differences of scores."""

from retrain.model_reports.charts.chart import (
    FULL_DOT,
    OPEN_RING,
    QUIET_COLOUR,
    RETRAINED_COLOUR,
    Chart,
    Figure,
    points,
    rows_figure,
)
from retrain.model_reports.escaping import plotly_text
from retrain.model_reports.formatting import change
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.table import Data, Table

COLUMNS = ("Check", "Verdict", "Difference", "Bound", "Needs above")
BOUND: Figure = {**OPEN_RING, "color": RETRAINED_COLOUR, "symbol": "triangle-right-open"}
NEEDED: Figure = {"color": QUIET_COLOUR, "size": 26, "symbol": "line-ns-open", "line": {"width": 2.5}}


def forest_chart(model: ReportModel) -> Chart | None:
    """Difference, bound and threshold of every check that compares scores; None where no check does.

    Of the sealed rows the bound alone is told, so that nothing else is drawn.
    """
    told = [reason for reason in model.decision.reasons if reason.bound is not None]
    if not told:
        return None
    found = [(y, each.delta, f"difference {change(each.delta)}", each.bound) for y, each in enumerate(told)]
    known = [(y, delta, hover, bound) for y, delta, hover, bound in found if delta is not None and bound is not None]
    bounds = [(y, each.bound or 0.0, f"bound {change(each.bound, 4)}") for y, each in enumerate(told)]
    needed = [(y, each.threshold or 0.0, f"needs above {change(each.threshold, 4)}") for y, each in enumerate(told)]
    down_to = {"array": [0.0] * len(known), "arrayminus": [delta - bound for _, delta, _, bound in known]}
    whisker = {"type": "data", "symmetric": False, **down_to, "color": RETRAINED_COLOUR, "thickness": 2, "width": 0}
    traces = (
        points("difference", [point[:3] for point in known], FULL_DOT, error_x=whisker),
        points("bound", bounds, BOUND),
        points("needs above", needed, NEEDED),
    )
    height = 44 * len(told) + 110
    names = [plotly_text(each.check, 28) for each in told]
    figure = rows_figure(traces, names, height, tickformat="+.2f", zeroline=True, zerolinecolor=QUIET_COLOUR)
    above = sum((each.bound or 0.0) > (each.threshold or 0.0) for each in told)
    sentence = f"Of {len(told)} bounds of differences {above} lie above what their check needs."
    rows = tuple(
        (
            Data(each.check),
            each.verdict.value,
            change(each.delta),
            change(each.bound, digits=4),
            change(each.threshold, digits=4),
        )
        for each in told
    )
    table = Table("Checks that compare scores, retrained against legacy", COLUMNS, rows, texts=2)
    return Chart("forest", sentence, figure, height, 300, table)
