"""Charts for plotly.js as plain values, each with a sentence and a table that say the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrain.model_reports.tables.report_table import Table

LEGACY_COLOUR = "#d0692b"
RETRAINED_COLOUR = "#1a86a8"
QUIET_COLOUR = "#7f8b9d"

Figure = dict[str, object]
Point = tuple[float, float, str]

RING: Figure = {"color": LEGACY_COLOUR, "size": 11, "symbol": "circle-open", "line": {"width": 2.5}}
DOT: Figure = {"color": RETRAINED_COLOUR, "size": 11}
UPRIGHT: Figure = {"color": QUIET_COLOUR, "symbol": "line-ns-open", "line": {"width": 2.5}}
MARKERS: dict[str, Figure] = {
    "legacy": RING,
    "retrained": DOT,
    "best possible": {**UPRIGHT, "size": 34},
    "difference": DOT,
    "bound": {**RING, "color": RETRAINED_COLOUR, "symbol": "triangle-right-open"},
    "needs above": {**UPRIGHT, "size": 26},
}
MIN_WIDTH = 300


@dataclass(frozen=True)
class Chart:
    """A chart that screen readers, printers and browsers without scripts can read too.

    Attributes:
        name: of the element on the page.
        sentence: the chart's accessible name.
        figure: plotly's `data` and `layout`, and as `narrow` the layout keys for a narrow screen.
        height: in pixels.
        table: the numbers that are drawn.
        width: in pixels; on a narrower screen the chart scrolls inside its box.
    """

    name: str
    sentence: str
    figure: Figure
    height: int
    table: Table
    width: int = MIN_WIDTH


def marker_trace(name: str, points: Sequence[Point], **properties: object) -> Figure:
    """A plotly trace of markers, each given as (row, score, hover); the name selects the marker."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [x for _, x, _ in points],
        "y": [y for y, _, _ in points],
        "marker": MARKERS[name],
        "hoverinfo": "text",
        "hovertext": [hover for _, _, hover in points],
        **properties,
    }


def whiskers(name: str, above: list[float], below: list[float]) -> Figure:
    """Plotly's error bars for the trace of this name, each up and down from its point."""
    style = {"color": MARKERS[name]["color"], "thickness": 2, "width": 0}
    return {"type": "data", "symmetric": False, "array": above, "arrayminus": below, **style}


def layout(height: int, **properties: object) -> Figure:
    """A plotly layout without background or zoom, whose margins grow with the tick labels."""
    return {
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 40, "b": 40},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "system-ui, sans-serif", "size": 13},
        "legend": {"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top"},
        "hovermode": "closest",
        "hoverlabel": {"align": "left"},
        "dragmode": False,
        **properties,
    }


def axis(**properties: object) -> Figure:
    """A plotly axis with room for its tick labels and without zoom."""
    return {"automargin": True, "fixedrange": True, "zeroline": False, **properties}


def axis_title(text: str) -> Figure:
    """A plotly title of an axis."""
    return {"text": text, "standoff": 12, "font": {"size": 13}}


def rows_figure(traces: Sequence[Figure], names: list[str], height: int, **x: object) -> Figure:
    """The traces with at least one point over named rows, from top to bottom.

    Args:
        traces: whose y are row numbers.
        names: of the rows.
        height: in pixels.
        **x: properties of the other axis.
    """
    ticks = {"tickmode": "array", "tickvals": list(range(len(names))), "ticktext": names, "ticklabelstandoff": 8}
    rows = axis(**ticks, range=[len(names) - 0.4, -0.6])
    data = [trace for trace in traces if trace["x"]]
    return {"data": data, "layout": layout(height, xaxis=axis(**x), yaxis=rows), "narrow": {}}
