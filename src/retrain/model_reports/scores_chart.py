"""Both models side by side, drawn."""

from collections.abc import Sequence

from retrain.model_reports.chart import (
    LEGACY_COLOUR,
    QUIET_COLOUR,
    RETRAINED_COLOUR,
    Chart,
    Figure,
    axis,
    layout,
    row_axis,
)
from retrain.model_reports.comparison_document import Interval
from retrain.model_reports.formatting import change, score
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.scores import NamedScore, named_scores, scores_table

OFFSET = 0.14


def scores_chart(model: ReportModel) -> Chart:
    """Every headline score as a point with its interval, and the best possible score as a line."""
    scores = named_scores(model)
    names = tuple(each.name for each in scores)
    height = 64 * len(scores) + 100
    figure: Figure = {
        "data": [trace for trace in (_legacy(scores), _retrained(scores), _best(scores)) if trace["x"]],
        "layout": layout(height, xaxis=axis(tickformat=".2f"), yaxis=row_axis(names)),
        "narrow": {},
    }
    return Chart("scores", _sentence(scores), figure, height, 300, scores_table(model))


def _legacy(scores: tuple[NamedScore, ...]) -> Figure:
    points = [(y - OFFSET, each.score.legacy, each.score.legacy_interval) for y, each in enumerate(scores)]
    marker = {"color": LEGACY_COLOUR, "size": 11, "symbol": "circle-open", "line": {"width": 2.5}}
    return _points("legacy", points, marker)


def _retrained(scores: tuple[NamedScore, ...]) -> Figure:
    points = [(y + OFFSET, each.score.retrained, each.score.retrained_interval) for y, each in enumerate(scores)]
    return _points("retrained", points, {"color": RETRAINED_COLOUR, "size": 11})


def _best(scores: tuple[NamedScore, ...]) -> Figure:
    points = [(float(y), each.best, None) for y, each in enumerate(scores)]
    marker = {"color": QUIET_COLOUR, "size": 34, "symbol": "line-ns-open", "line": {"width": 2.5}}
    return _points("best possible", points, marker)


def _points(name: str, points: Sequence[tuple[float, float | None, Interval | None]], marker: Figure) -> Figure:
    known = [(y, x, interval or (x, x)) for y, x, interval in points if x is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [x for _, x, _ in known],
        "y": [y for y, _, _ in known],
        "marker": marker,
        "hoverinfo": "text",
        "hovertext": [f"{name} {score(x)}" for _, x, _ in known],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [high - x for _, x, (_, high) in known],
            "arrayminus": [x - low for _, x, (low, _) in known],
            "color": marker["color"],
            "thickness": 2,
            "width": 0,
        },
    }


def _sentence(scores: tuple[NamedScore, ...]) -> str:
    return "; ".join(_phrase(each) for each in scores) + "."


def _phrase(each: NamedScore) -> str:
    found = f"{each.name}: retrained {score(each.score.retrained)}"
    if each.score.legacy is None:
        return found
    return f"{found}, legacy {score(each.score.legacy)}, difference {change(each.score.delta)}"
