"""One chart of the page, with its words and its table."""

from dataclasses import dataclass

from retrain.model_reports.table import Table

LEGACY_COLOUR = "#d0692b"
RETRAINED_COLOUR = "#1a86a8"
QUIET_COLOUR = "#7f8b9d"

Figure = dict[str, object]


@dataclass(frozen=True)
class Chart:
    """A chart that a screen reader, a printer and a browser without scripts can read too.

    Attributes:
        name: identifier of its element, fixed so that equal input gives equal bytes.
        sentence: what it shows, computed from the numbers; its accessible name.
        figure: plotly's `data` and `layout`, and `narrow`: layout keys for a narrow screen.
        height: pixels.
        width: pixels below which the chart scrolls inside its box.
        table: the numbers behind it.
    """

    name: str
    sentence: str
    figure: Figure
    height: int
    width: int
    table: Table


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


def row_axis(names: tuple[str, ...], **more: object) -> Figure:
    """A vertical axis with one named row an integer, the first on top."""
    ticks = {"tickmode": "array", "tickvals": list(range(len(names))), "ticktext": list(names)}
    return axis(**ticks, range=[len(names) - 0.4, -0.6], ticklabelstandoff=8, **more)
