"""How training went, epoch by epoch."""

from retrain.model_reports.charts.chart import Chart, Figure, axis, title
from retrain.model_reports.charts.curves import HEIGHT, curve, plane
from retrain.model_reports.formatting import score
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.table import Table

NAMES = {"loss": "training loss", "val/loss": "validation loss", "val/macro_f1": "macro F1", "val/accuracy": "accuracy"}
BELOW = axis(domain=[0, 0.45], rangemode="tozero", showgrid=False)


def learning_chart(model: ReportModel) -> Chart | None:
    """Validation scores of the retrained model by epoch, below them the losses; None where training wrote none."""
    known = {name: model.curves[name] for name in NAMES if model.curves.get(name)}
    if not known:
        return None
    traces = [_trace(name, values) for name, values in known.items()]
    ends = ", ".join(f"{NAMES[name]} {score(values[-1])}" for name, values in known.items())
    epochs = max(map(len, known.values()))
    rows = tuple(
        (str(epoch), *(score(values[epoch] if epoch < len(values) else None) for values in known.values()))
        for epoch in range(epochs)
    )
    x: Figure = {"title": title("epoch"), "rangemode": "tozero"}
    table = Table("Figures after each epoch", ("Epoch", *(NAMES[name] for name in known)), rows)
    sentence = f"After {epochs} epochs: {ends}."
    return Chart(
        "learning",
        sentence,
        plane(traces, x, {"domain": [0.55, 1], "tickformat": ".0%"}, yaxis2=BELOW),
        HEIGHT,
        300,
        table,
    )


def _trace(name: str, values: tuple[float, ...]) -> Figure:
    dash, rows = ("solid" if name.startswith("val/") else "dot"), ("y2" if "loss" in name else "y")
    style = {"marker": {"size": 5}, "line": {"dash": dash}, "yaxis": rows}
    return {**curve(NAMES[name], list(enumerate(values))), **style}
