"""Both models' values over an axis of numbers, dates or categories."""

from collections.abc import Sequence

from retrain.model_reports.charts.chart import DOT, QUIET_COLOUR, RING, Chart, Figure, axis, layout
from retrain.model_reports.tables.report_table import Table

HEIGHT = 380
SHARE_AXIS: Figure = {"range": [-0.02, 1.02], "tickformat": ".0%"}
QUIET_DOT: Figure = {"color": QUIET_COLOUR, "size": 4, "symbol": "diamond"}
STYLES: dict[str, tuple[Figure, str]] = {
    "legacy": ({**RING, "size": 7, "line": {"width": 1.5}}, "dash"),
    "retrained": ({**DOT, "size": 7}, "solid"),
}


def curve(name: str, points: Sequence[tuple[float | str, float]], **properties: object) -> Figure:
    """A plotly trace of joined markers, dashed for the legacy model; points are (x, y)."""
    marker, dash = STYLES.get(name, (QUIET_DOT, "dot"))
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "marker": marker,
        "line": {"color": marker["color"], "dash": dash, "width": 2},
        "hovertemplate": f"{name} %{{y:.3f}}, %{{x}}<extra></extra>",
        **properties,
    }


def curves_chart(
    name: str, sentence: str, traces: Sequence[Figure], x: Figure, y: Figure, table: Table, **properties: object
) -> Chart:
    """A chart of the traces that have points; `x`, `y` and the rest are plotly's layout."""
    data = [trace for trace in traces if trace["x"]]
    plotly_layout = layout(HEIGHT, xaxis=axis(**x), yaxis=axis(**y), **properties)
    figure: Figure = {"data": data, "layout": plotly_layout, "narrow": {}}
    return Chart(name, sentence, figure, HEIGHT, table)
