"""The retrained model's losses and validation scores by epoch."""

from retrain.model_reports.charts.chart import Chart, Figure, axis, axis_title
from retrain.model_reports.diagnostics.curves import curve, curves_chart
from retrain.model_reports.formatting import format_score
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.report_table import Table

NAMES = {
    "loss": "training loss",
    "val/loss": "validation loss",
    "val/macro_f1": "macro F1",
    "val/accuracy": "accuracy",
}
LOSS_AXIS = axis(domain=[0, 0.45], rangemode="tozero", showgrid=False)


def learning_curves_chart(model: ReportModel) -> Chart | None:
    """Validation scores by epoch, below them the losses; None where training logged none."""
    curves = {name: model.curves[name] for name in NAMES if model.curves.get(name)}
    if not curves:
        return None
    epochs = max(map(len, curves.values()))
    last = ", ".join(f"{NAMES[name]} {format_score(values[-1])}" for name, values in curves.items())
    columns = list(curves.values())
    rows = tuple((str(epoch), *(_cell(column, epoch) for column in columns)) for epoch in range(epochs))
    return curves_chart(
        name="learning",
        sentence=f"After {epochs} epochs: {last}.",
        traces=[_trace(name, values) for name, values in curves.items()],
        x={"title": axis_title("epoch"), "rangemode": "tozero"},
        y={"domain": [0.55, 1], "tickformat": ".0%"},
        table=Table("Metrics after each epoch", ("Epoch", *(NAMES[name] for name in curves)), rows),
        yaxis2=LOSS_AXIS,
    )


def _cell(values: tuple[float, ...], epoch: int) -> str:
    return format_score(values[epoch] if epoch < len(values) else None)


def _trace(name: str, values: tuple[float, ...]) -> Figure:
    return curve(
        NAMES[name],
        list(enumerate(values)),
        marker={"size": 5},
        line={"dash": "solid" if name.startswith("val/") else "dot"},
        yaxis="y2" if "loss" in name else "y",
    )
