"""F1 of every label, old against new: as a table and as dumbbells."""

from retrain.ml_configuration.comparison_document import Comparison, LabelScores
from retrain.model_reports.charts.chart import FULL_DOT, OPEN_RING, QUIET_COLOUR, Chart, Figure, points, rows_figure
from retrain.model_reports.escaping import plotly_text
from retrain.model_reports.formatting import change, count, difference, score
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.table import Data, Table

COLUMNS = ("Label", "Rows", "Legacy F1", "Retrained F1", "Difference", "Least drop of recall seen")
BLIND = " ○"
DRAWN, IN_COMMENT = 120, 5
TICK, NARROW_TICK = 36, 20


def labels_table(comparison: Comparison) -> Table:
    """Every label, the largest loss first."""
    return _table("F1 of every label on the recent rows", _worst_first(comparison))


def largest_changes(comparison: Comparison) -> Table:
    """The five labels whose F1 changed most, in either direction; empty where nothing changed."""
    changed = [label for label in _worst_first(comparison) if _change(label)]
    largest = sorted(changed, key=lambda label: -abs(_change(label) or 0.0))[:IN_COMMENT]
    return _table("Labels whose F1 changed most", largest)


def labels_chart(model: ReportModel) -> Chart | None:
    """One dumbbell a label, the largest loss on top, at most 120; None where there are no labels.

    A ring after its name marks a label that a check calls blind: its rows could not show even a
    large loss.
    """
    comparison, blind = model.comparison, blind_labels(model)
    labels = _worst_first(comparison)[:DRAWN]
    if not labels:
        return None
    height = 26 * len(labels) + 90
    legacy = [(y, each.legacy_f1, _hover(each)) for y, each in enumerate(labels) if each.legacy_f1 is not None]
    new = [(y, each.retrained_f1, _hover(each)) for y, each in enumerate(labels)]
    traces = _bars(labels), points("legacy", legacy, OPEN_RING), points("retrained", new, FULL_DOT)
    names, short_names = (
        [f"{plotly_text(each.label, limit)}{BLIND if each.label in blind else ''}" for each in labels]
        for limit in (TICK, NARROW_TICK)
    )
    figure = rows_figure(traces, names, height, tickformat=".1f", range=[-0.02, 1.02])
    figure["narrow"] = {"yaxis.ticktext": short_names}
    told = f" {len(blind)} are blind: too few rows to see even a large loss." if blind else ""
    sentence = f"{_sentence(comparison)}{told}"
    return Chart("labels", sentence, figure, height, 300, labels_table(comparison))


def blind_labels(model: ReportModel) -> frozenset[str]:
    """The labels that a check of the decision calls blind."""
    told = (reason.detail.get("blind") for reason in model.decision.reasons)
    return frozenset(str(label) for named in told if isinstance(named, list) for label in named)


def _change(label: LabelScores) -> float | None:
    return difference(label.retrained_f1, label.legacy_f1)


def _worst_first(comparison: Comparison) -> list[LabelScores]:
    return sorted(comparison.per_label, key=lambda each: (_change(each) or 0.0, each.retrained_f1, each.label))


def _table(caption: str, labels: list[LabelScores]) -> Table:
    rows = (
        (
            Data(each.label),
            count(each.support),
            score(each.legacy_f1),
            score(each.retrained_f1),
            change(_change(each)),
            score(each.detectable_drop),
        )
        for each in labels
    )
    return Table(caption, COLUMNS, tuple(rows))


def _bars(labels: list[LabelScores]) -> Figure:
    pairs = [(y, each) for y, each in enumerate(labels) if _change(each) is not None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for _, each in pairs for x in (each.legacy_f1, each.retrained_f1, None)],
        "y": [y for row, _ in pairs for y in (row, row, None)],
        "line": {"color": QUIET_COLOUR, "width": 2},
        "opacity": 0.6,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _hover(label: LabelScores) -> str:
    values = f"legacy {score(label.legacy_f1)}, retrained {score(label.retrained_f1)}, {change(_change(label))}"
    return f"{plotly_text(label.label)}<br>{values}<br>{count(label.support)} rows"


def _sentence(comparison: Comparison) -> str:
    changes = [delta for each in comparison.per_label if (delta := _change(each)) is not None]
    if not changes:
        return f"F1 of the retrained model on {len(comparison.per_label)} labels."
    better, worse = sum(delta > 0 for delta in changes), sum(delta < 0 for delta in changes)
    return f"F1 rises on {better} labels, falls on {worse} and stays on {len(changes) - better - worse}."
