"""F1 of every label, legacy against retrained: as a table and as a dumbbell chart."""

from retrain.ml_configuration.comparison_document import Comparison, LabelScores
from retrain.model_reports.charts.chart import QUIET_COLOUR, Chart, Figure, marker_trace, rows_figure
from retrain.model_reports.escaping import plotly_text
from retrain.model_reports.formatting import difference, format_change, format_count, format_score
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.report_table import Data, Table

COLUMNS = ("Label", "Rows", "Legacy F1", "Retrained F1", "Difference", "Detectable drop of recall")
UNDERPOWERED_MARK = " ○"
MAX_IN_CHART = 120
MAX_IN_COMMENT = 5
MAX_TICK = 36
MAX_NARROW_TICK = 20


def labels_table(comparison: Comparison) -> Table:
    """Every label, the largest loss first."""
    return _table("F1 of every label on the recent holdout", _largest_loss_first(comparison))


def largest_changes(comparison: Comparison) -> Table:
    """The five labels whose F1 changed most, in either direction; empty where nothing changed."""
    changed = [label for label in _largest_loss_first(comparison) if f1_change(label)]
    largest = sorted(changed, key=lambda label: -abs(f1_change(label) or 0.0))[:MAX_IN_COMMENT]
    return _table("Labels whose F1 changed most", largest)


def labels_chart(model: ReportModel) -> Chart | None:
    """One dumbbell a label, the largest loss on top, at most 120; None without labels.

    A ring after its name marks an underpowered label: it has too few rows to detect even a large
    loss.
    """
    comparison = model.comparison
    labels = _largest_loss_first(comparison)[:MAX_IN_CHART]
    if not labels:
        return None
    underpowered = underpowered_labels(model)
    legacy: list[tuple[float, float, str]] = []
    retrained: list[tuple[float, float, str]] = []
    for row, label in enumerate(labels):
        retrained.append((row, label.retrained_f1, _hover(label)))
        if label.legacy_f1 is not None:
            legacy.append((row, label.legacy_f1, _hover(label)))
    traces = (_bars(labels), marker_trace("legacy", legacy), marker_trace("retrained", retrained))
    height = 26 * len(labels) + 90
    names = _ticks(labels, underpowered, MAX_TICK)
    figure = rows_figure(traces, names, height, tickformat=".1f", range=[-0.02, 1.02])
    figure["narrow"] = {"yaxis.ticktext": _ticks(labels, underpowered, MAX_NARROW_TICK)}
    sentence = _sentence(comparison)
    if underpowered:
        sentence += f" {len(underpowered)} have too few rows to detect even a large loss (underpowered)."
    return Chart("labels", sentence, figure, height, labels_table(comparison))


def underpowered_labels(model: ReportModel) -> set[str]:
    """The labels that a check of the decision found underpowered."""
    details = [reason.detail.get("underpowered") for reason in model.decision.reasons]
    labels = [label for detail in details if isinstance(detail, list) for label in detail]
    return set(map(str, labels))


def f1_change(label: LabelScores) -> float | None:
    """F1 of the retrained model minus that of the legacy model; None without a legacy model."""
    return difference(label.retrained_f1, label.legacy_f1)


def _largest_loss_first(comparison: Comparison) -> list[LabelScores]:
    labels = sorted(comparison.per_label, key=lambda label: (label.retrained_f1, label.label))
    return sorted(labels, key=lambda label: f1_change(label) or 0.0)


def _table(caption: str, labels: list[LabelScores]) -> Table:
    return Table(caption, COLUMNS, tuple(map(_row, labels)))


def _row(label: LabelScores) -> tuple[str, ...]:
    return (
        Data(label.label),
        format_count(label.support),
        format_score(label.legacy_f1),
        format_score(label.retrained_f1),
        format_change(f1_change(label)),
        format_score(label.detectable_drop),
    )


def _ticks(labels: list[LabelScores], underpowered: set[str], max_characters: int) -> list[str]:
    marks = [UNDERPOWERED_MARK if label.label in underpowered else "" for label in labels]
    names = [plotly_text(label.label, max_characters) for label in labels]
    return [name + mark for name, mark in zip(names, marks, strict=True)]


def _bars(labels: list[LabelScores]) -> Figure:
    x: list[float | None] = []
    y: list[int | None] = []
    for row, label in enumerate(labels):
        if f1_change(label) is not None:
            x += (label.legacy_f1, label.retrained_f1, None)
            y += (row, row, None)
    style = {"line": {"color": QUIET_COLOUR, "width": 2}, "opacity": 0.6, "hoverinfo": "skip", "showlegend": False}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, **style}


def _hover(label: LabelScores) -> str:
    scores = f"legacy {format_score(label.legacy_f1)}, retrained {format_score(label.retrained_f1)}"
    rows = f"{format_count(label.support)} rows"
    return f"{plotly_text(label.label)}<br>{scores}, {format_change(f1_change(label))}<br>{rows}"


def _sentence(comparison: Comparison) -> str:
    changes = [change for change in map(f1_change, comparison.per_label) if change is not None]
    if not changes:
        return f"F1 of the retrained model on {len(comparison.per_label)} labels."
    better = sum(change > 0 for change in changes)
    worse = sum(change < 0 for change in changes)
    unchanged = len(changes) - better - worse
    return f"F1 rises on {better} labels, falls on {worse} and is unchanged on {unchanged}."
