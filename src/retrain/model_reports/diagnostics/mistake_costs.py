"""Mistakes of both models by their cost."""

from retrain.model_reports.charts.chart import Chart, Figure, axis_title
from retrain.model_reports.diagnostics.curves import STYLES, curves_chart
from retrain.model_reports.formatting import MISSING, format_count, format_score, with_interval
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.report_table import Table


def mistake_costs_chart(model: ReportModel) -> Chart | None:
    """The number of mistakes of each cost; None where every mistake costs the same."""
    costs = model.comparison.mistakes
    if len(costs) <= 1:
        return None
    names = [format_score(cost.cost) for cost in costs]
    legacy = [MISSING if cost.legacy is None else format_count(cost.legacy) for cost in costs]
    retrained = [format_count(cost.retrained) for cost in costs]
    rows = tuple(zip(names, legacy, retrained, strict=True))
    pair = model.comparison.severity
    means = f"retrained {with_interval(format_score, pair.retrained, pair.retrained_interval)}"
    if pair.legacy is not None:
        means = f"{means}, legacy {with_interval(format_score, pair.legacy, pair.legacy_interval)}"
    return curves_chart(
        name="severity",
        sentence=f"Mean cost of a prediction: {means}.",
        traces=(
            _bars("legacy", names, [cost.legacy for cost in costs], "/"),
            _bars("retrained", names, [cost.retrained for cost in costs], ""),
        ),
        x={"type": "category", "title": axis_title("cost of a mistake")},
        y={"title": axis_title("mistakes")},
        table=Table("Mistakes by cost", ("Cost", "Legacy", "Retrained"), rows),
        barmode="group",
    )


def _bars(name: str, costs: list[str], counts: list[int | None], shape: str) -> Figure:
    bars = [(cost, count) for cost, count in zip(costs, counts, strict=True) if count is not None]
    pattern = {"shape": shape, "fillmode": "replace"}
    return {
        "type": "bar",
        "name": name,
        "x": [cost for cost, _ in bars],
        "y": [count for _, count in bars],
        "marker": {"color": STYLES[name][0]["color"], "pattern": pattern},
        "hovertemplate": f"{name} %{{y}}<extra></extra>",
    }
