"""Values of both models over an axis of numbers or dates."""

from collections.abc import Sequence

from retrain.model_reports.charts.chart import FULL_DOT, OPEN_RING, QUIET_COLOUR, Figure, axis, layout

HEIGHT = 380
QUIET_DOT: Figure = {"color": QUIET_COLOUR, "size": 4, "symbol": "diamond"}
CURVES: dict[str, tuple[Figure, str]] = {
    "legacy": ({**OPEN_RING, "size": 7, "line": {"width": 1.5}}, "dash"),
    "retrained": ({**FULL_DOT, "size": 7}, "solid"),
}


def curve(name: str, known: Sequence[tuple[float | str, float]], written: str = ".3f") -> Figure:
    """A plotly trace of one model's values, each given as (x, y), joined by a line: dashed for the legacy model."""
    marker, dash = CURVES.get(name, (QUIET_DOT, "dot"))
    texts = {"hovertemplate": f"{name} %{{y:{written}}}, %{{x}}<extra></extra>"}
    line = {"line": {"color": marker["color"], "dash": dash, "width": 2}, "mode": "lines+markers"}
    x, y = ([point[part] for point in known] for part in range(2))
    return {"type": "scatter", "name": name, "x": x, "y": y, "marker": marker, **line, **texts}


def plane(traces: Sequence[Figure], x: Figure, y: Figure, **more: object) -> Figure:
    """The traces that hold something over two axes, of the usual height."""
    data = [trace for trace in traces if trace["x"]]
    return {"data": data, "layout": layout(HEIGHT, xaxis=axis(**x), yaxis=axis(**y), **more), "narrow": {}}
