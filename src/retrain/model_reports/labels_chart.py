"""F1 of every label, drawn as dumbbells."""

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
from retrain.model_reports.comparison_document import ComparisonDocument, LabelScore
from retrain.model_reports.escaping import plotly_text
from retrain.model_reports.formatting import change, count, score
from retrain.model_reports.labels import f1_change, labels_table, worst_first

MOST = 120
TICK, NARROW_TICK = 36, 20
OPEN_RING: Figure = {"color": LEGACY_COLOUR, "size": 11, "symbol": "circle-open", "line": {"width": 2.5}}
FULL_DOT: Figure = {"color": RETRAINED_COLOUR, "size": 11}


def labels_chart(comparison: ComparisonDocument) -> Chart | None:
    """One dumbbell a label, the largest loss on top, at most 120; None where there are no labels."""
    labels = worst_first(comparison)[:MOST]
    if not labels:
        return None
    height = 26 * len(labels) + 90
    figure: Figure = {
        "data": [trace for trace in (_bars(labels), _legacy(labels), _retrained(labels)) if trace["x"]],
        "layout": layout(height, xaxis=axis(tickformat=".1f", range=[-0.02, 1.02]), yaxis=_rows(labels, TICK)),
        "narrow": {"yaxis.ticktext": [plotly_text(each.label, NARROW_TICK) for each in labels]},
    }
    return Chart("labels", _sentence(comparison), figure, height, 300, labels_table(comparison))


def _rows(labels: tuple[LabelScore, ...], limit: int) -> Figure:
    return row_axis(tuple(plotly_text(each.label, limit) for each in labels))


def _bars(labels: tuple[LabelScore, ...]) -> Figure:
    pairs = [(y, each) for y, each in enumerate(labels) if f1_change(each) is not None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for _, each in pairs for x in (each.legacy_f1, each.retrained_f1, None)],
        "y": [y for row, _ in pairs for y in (row, row, None)],
        "line": {"color": QUIET_COLOUR, "width": 2},
        "opacity": 0.6,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _legacy(labels: tuple[LabelScore, ...]) -> Figure:
    return _points("legacy", [(y, each.legacy_f1, each) for y, each in enumerate(labels)], OPEN_RING)


def _retrained(labels: tuple[LabelScore, ...]) -> Figure:
    return _points("retrained", [(y, each.retrained_f1, each) for y, each in enumerate(labels)], FULL_DOT)


def _points(name: str, points: list[tuple[int, float | None, LabelScore]], marker: Figure) -> Figure:
    known = [(y, x, each) for y, x, each in points if x is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [x for _, x, _ in known],
        "y": [y for y, _, _ in known],
        "marker": marker,
        "hoverinfo": "text",
        "hovertext": [_hover(each) for _, _, each in known],
    }


def _hover(label: LabelScore) -> str:
    values = f"legacy {score(label.legacy_f1)}, retrained {score(label.retrained_f1)}, {change(f1_change(label))}"
    return f"{plotly_text(label.label)}<br>{values}<br>{count(label.support)} rows"


def _sentence(comparison: ComparisonDocument) -> str:
    changes = [delta for each in comparison.per_label if (delta := f1_change(each)) is not None]
    if not changes:
        return f"F1 of the retrained model on {len(comparison.per_label)} labels."
    better, worse = sum(delta > 0 for delta in changes), sum(delta < 0 for delta in changes)
    return f"F1 rises on {better} labels, falls on {worse} and stays on {len(changes) - better - worse}."
