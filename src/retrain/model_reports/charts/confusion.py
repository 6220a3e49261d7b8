"""Mistakes that appeared or disappeared: as tables, and as a heatmap of their change."""

from collections import Counter
from dataclasses import dataclass

from retrain.ml_configuration.comparison_document import Comparison
from retrain.model_reports.charts.chart import LEGACY_COLOUR, RETRAINED_COLOUR, Chart, Figure, axis, axis_title, layout
from retrain.model_reports.escaping import plotly_text
from retrain.model_reports.formatting import format_count, format_count_change
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.report_table import Data, Table

MAX_LABELS = 100
MAX_IN_TABLE = 200
MAX_IN_LIST = 8
SMALLEST_CELL = 12
LARGEST_CELL = 26
CROWDED = 30
MAX_TICK = 34
NONE_FEWER = "rgba(26,134,168,0)"
NONE_MORE = "rgba(208,105,43,0)"
AROUND_ZERO = [[0.0, RETRAINED_COLOUR], [0.5, NONE_FEWER], [0.5, NONE_MORE], [1.0, LEGACY_COLOUR]]
FROM_ZERO = [[0.0, NONE_MORE], [1.0, LEGACY_COLOUR]]
COLOUR_BAR: Figure = {
    **{"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top"},
    **{"len": 220, "lenmode": "pixels", "thickness": 10, "outlinewidth": 0},
    **{"nticks": 5, "ticklabelposition": "outside"},
}


@dataclass(frozen=True)
class Mistake:
    """One off-diagonal cell of the confusion matrices: rows with this truth and this prediction.

    Attributes:
        truth: the true label.
        prediction: another label.
        legacy: number of rows by the legacy model.
        retrained: number of rows by the retrained model.
        support: number of all rows with this truth.
    """

    truth: str
    prediction: str
    legacy: int
    retrained: int
    support: int

    @property
    def change(self) -> int:
        """Number of rows by the retrained model minus that by the legacy model."""
        return self.retrained - self.legacy


def mistakes(comparison: Comparison) -> tuple[Mistake, ...]:
    """Every mistake that at least one model made, in the order of the labels."""
    labels = comparison.labels
    retrained = comparison.confusion.retrained
    legacy = comparison.confusion.legacy or [[0] * len(labels) for _ in retrained]
    made: list[Mistake] = []
    for truth, old_row, new_row in zip(labels, legacy, retrained, strict=True):
        for prediction, old, new in zip(labels, old_row, new_row, strict=True):
            if prediction != truth and old + new:
                made.append(Mistake(truth, prediction, old, new, sum(new_row)))
    return tuple(made)


def changed_mistakes(comparison: Comparison) -> list[Mistake]:
    """The mistakes whose count changed, the largest change first."""
    changed = [mistake for mistake in mistakes(comparison) if mistake.change]
    return sorted(changed, key=lambda mistake: -abs(mistake.change))


def appeared_table(comparison: Comparison) -> Table:
    """The eight mistakes that grew most."""
    has_legacy = comparison.confusion.legacy is not None
    caption = "Mistakes that appeared or grew" if has_legacy else "Most frequent mistakes"
    grown = [mistake for mistake in changed_mistakes(comparison) if mistake.change > 0]
    return _table(caption, comparison, grown[:MAX_IN_LIST])


def disappeared_table(comparison: Comparison) -> Table:
    """The eight mistakes that shrank most."""
    shrunk = [mistake for mistake in changed_mistakes(comparison) if mistake.change < 0]
    return _table("Mistakes that disappeared or shrank", comparison, shrunk[:MAX_IN_LIST])


def confusion_chart(model: ReportModel) -> Chart | None:
    """Mistakes as shares of each true label, retrained minus legacy; None where no count changed.

    At most the 100 labels with the largest changes are drawn, in the document's order.
    """
    comparison = model.comparison
    changed = changed_mistakes(comparison)
    if not changed:
        return None
    labels = _labels_to_draw(comparison.labels, changed)
    cell = max(SMALLEST_CELL, min(LARGEST_CELL, 900 // len(labels)))
    side = cell * len(labels) + 220
    heatmap = _heatmap(comparison, labels)
    figure: Figure = {"data": [heatmap], "layout": _layout(labels, side), "narrow": {}}
    table = _table("Mistakes whose count changed most", comparison, changed[:MAX_IN_TABLE])
    width = side if len(labels) > CROWDED else 480
    return Chart("confusion", _sentence(comparison), figure, side, table, width)


def _table(caption: str, comparison: Comparison, rows: list[Mistake]) -> Table:
    has_legacy = comparison.confusion.legacy is not None
    counts = ("Legacy", "Retrained", "Change") if has_legacy else ("Rows",)
    cells = tuple(_row(mistake, has_legacy) for mistake in rows)
    return Table(caption, ("Truth", "Prediction", *counts), cells, texts=2)


def _row(mistake: Mistake, has_legacy: bool) -> tuple[str, ...]:
    labels = (Data(mistake.truth), Data(mistake.prediction))
    retrained = format_count(mistake.retrained)
    if not has_legacy:
        return (*labels, retrained)
    return (*labels, format_count(mistake.legacy), retrained, format_count_change(mistake.change))


def _labels_to_draw(labels: tuple[str, ...], changed: list[Mistake]) -> list[str]:
    if len(labels) <= MAX_LABELS:
        return list(labels)
    changes: Counter[str] = Counter()
    for mistake in changed:
        changes[mistake.truth] += abs(mistake.change)
        changes[mistake.prediction] += abs(mistake.change)
    most_changed = dict(changes.most_common(MAX_LABELS))
    return [label for label in labels if label in most_changed]


def _heatmap(comparison: Comparison, labels: list[str]) -> Figure:
    positions = {label: position for position, label in enumerate(labels)}
    shares: list[list[float | None]] = [[None] * len(labels) for _ in labels]
    hovers = [[""] * len(labels) for _ in labels]
    largest = 0.0
    for mistake in mistakes(comparison):
        row = positions.get(mistake.truth)
        column = positions.get(mistake.prediction)
        if row is not None and column is not None:
            share = mistake.change / mistake.support
            shares[row][column] = share
            hovers[row][column] = _hover(mistake)
            largest = max(largest, abs(share))
    style = {"xgap": 1, "ygap": 1, "hoverinfo": "text", "hoverongaps": False}
    colours = _colours(largest or 1.0, has_legacy=comparison.confusion.legacy is not None)
    return {"type": "heatmap", "z": shares, "hovertext": hovers, **style, **colours}


def _colours(largest: float, *, has_legacy: bool) -> Figure:
    tick_format = "+.0%" if has_legacy else ".0%"
    lowest = -largest if has_legacy else 0
    scale = AROUND_ZERO if has_legacy else FROM_ZERO
    return {"zmin": lowest, "colorscale": scale, "zmax": largest, "colorbar": {**COLOUR_BAR, "tickformat": tick_format}}


def _layout(labels: list[str], side: int) -> Figure:
    crowded = len(labels) > CROWDED
    names = [plotly_text(label, MAX_TICK) for label in labels]
    style = {"tickmode": "array", "ticks": "", "ticklabelstandoff": 6, "tickfont": {"size": 10 if crowded else 12}}
    ticks = {"tickvals": list(range(len(labels))), "ticktext": names, **style}
    columns = axis(**ticks, tickangle=-90 if crowded else -50, title=axis_title("prediction"))
    rows = axis(**ticks, autorange="reversed", title=axis_title("truth"))
    return layout(side, xaxis=columns, yaxis=rows, margin={"l": 8, "r": 16, "t": 64, "b": 8})


def _hover(mistake: Mistake) -> str:
    names = f"truth {plotly_text(mistake.truth)}<br>prediction {plotly_text(mistake.prediction)}"
    counts = f"legacy {format_count(mistake.legacy)}, retrained {format_count(mistake.retrained)}"
    change = format_count_change(mistake.change)
    return f"{names}<br>{counts} ({change}) of {format_count(mistake.support)} rows"


def _sentence(comparison: Comparison) -> str:
    changes = [mistake.change for mistake in mistakes(comparison)]
    more = sum(change > 0 for change in changes)
    fewer = sum(change < 0 for change in changes)
    if comparison.confusion.legacy is None:
        return f"The retrained model makes {format_count(sum(changes))} mistakes of {more} kinds."
    total = format_count_change(sum(changes))
    return f"{more} kinds of mistake grew and {fewer} shrank; their total changes by {total}."
