"""One chart of the page, with its words and its table."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrain.model_reports.tables.table import Table

LEGACY_COLOUR = "#d0692b"
RETRAINED_COLOUR = "#1a86a8"
QUIET_COLOUR = "#7f8b9d"

Figure = dict[str, object]

OPEN_RING: Figure = {"color": LEGACY_COLOUR, "size": 11, "symbol": "circle-open", "line": {"width": 2.5}}
FULL_DOT: Figure = {"color": RETRAINED_COLOUR, "size": 11}


@dataclass(frozen=True)
class Chart:
    """A chart that a screen reader, a printer and a browser without scripts can read too.

    `sentence` is its accessible name; `figure` holds plotly's `data` and `layout`, and as `narrow`
    the layout keys for a narrow screen; `height` and `width`, below which the chart scrolls inside
    its box, are in pixels.
    """

    name: str
    sentence: str
    figure: Figure
    height: int
    width: int
    table: Table


def points(name: str, known: Sequence[tuple[float, float, str]], marker: Figure, **more: object) -> Figure:
    """A plotly trace of one model's points, each given as (row, score, hover)."""
    y, x, hovers = ([point[part] for point in known] for part in range(3))
    texts = {"hoverinfo": "text", "hovertext": hovers}
    return {"type": "scatter", "mode": "markers", "name": name, "x": x, "y": y, "marker": marker, **texts, **more}


def layout(height: int, **more: object) -> Figure:
    """A plotly layout without decoration: no background, no zoom, margins that grow with the tick labels."""
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
        **more,
    }


def axis(**more: object) -> Figure:
    """A plotly axis that makes room for its tick labels and cannot be zoomed."""
    return {"automargin": True, "fixedrange": True, "zeroline": False, **more}


def title(text: str) -> Figure:
    """A plotly title of an axis."""
    return {"text": text, "standoff": 12, "font": {"size": 13}}


def rows_figure(traces: Sequence[Figure], names: list[str], height: int, **x: object) -> Figure:
    """The traces that hold something over one named row an integer, the first on top; `x` sets the other axis."""
    ticks = {"tickmode": "array", "tickvals": list(range(len(names))), "ticktext": names, "ticklabelstandoff": 8}
    rows = axis(**ticks, range=[len(names) - 0.4, -0.6])
    data = [trace for trace in traces if trace["x"]]
    return {"data": data, "layout": layout(height, xaxis=axis(**x), yaxis=rows), "narrow": {}}
