"""How bad the mistakes are."""

from retrain.model_reports.charts.chart import Chart, Figure, title
from retrain.model_reports.charts.curves import CURVES, HEIGHT, plane
from retrain.model_reports.formatting import NOTHING, count, score, with_interval
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.table import Table


def severity_chart(model: ReportModel) -> Chart | None:
    """Mistakes of both models by what they cost; None where every mistake costs the same."""
    costs = model.comparison.mistakes
    if len(costs) <= 1:
        return None
    names = [score(each.cost) for each in costs]
    before = [(name, each.legacy) for name, each in zip(names, costs, strict=True) if each.legacy is not None]
    after = [(name, each.retrained) for name, each in zip(names, costs, strict=True)]
    bars = _bars("legacy", before, "/"), _bars("retrained", after, "")
    pair = model.comparison.severity
    found = f"retrained {with_interval(score, pair.retrained, pair.retrained_interval)}"
    if pair.legacy is not None:
        found = f"{found}, legacy {with_interval(score, pair.legacy, pair.legacy_interval)}"
    rows = tuple(
        (name, NOTHING if each.legacy is None else count(each.legacy), count(each.retrained))
        for name, each in zip(names, costs, strict=True)
    )
    table = Table("Mistakes by what they cost", ("Cost", "Legacy", "Retrained"), rows)
    figure = plane(
        bars, {"type": "category", "title": title("cost of a mistake")}, {"title": title("mistakes")}, barmode="group"
    )
    return Chart("severity", f"Mean cost of a mistake: {found}.", figure, HEIGHT, 300, table)


def _bars(name: str, known: list[tuple[str, int]], pattern: str) -> Figure:
    colour = CURVES[name][0]["color"]
    marker = {"color": colour, "pattern": {"shape": pattern, "fillmode": "replace"}}
    x, y = ([point[part] for point in known] for part in range(2))
    return {
        "type": "bar",
        "name": name,
        "x": x,
        "y": y,
        "marker": marker,
        "hovertemplate": f"{name} %{{y}}<extra></extra>",
    }
