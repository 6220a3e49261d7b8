"""Which mistakes appeared and which disappeared: as tables and as a heatmap around zero."""

from collections import Counter
from dataclasses import dataclass

from retrain.ml_configuration.comparison_document import Comparison
from retrain.model_reports.charts.chart import LEGACY_COLOUR, RETRAINED_COLOUR, Chart, Figure, axis, layout, title
from retrain.model_reports.escaping import plotly_text
from retrain.model_reports.formatting import count, count_change
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.table import Data, Table

DRAWN, IN_TABLE, IN_LIST = 100, 200, 8
SMALLEST_CELL, LARGEST_CELL = 12, 26
CROWDED = 30
TICK = 34
NONE_FEWER, NONE_MORE = "rgba(26,134,168,0)", "rgba(208,105,43,0)"
AROUND_ZERO = [[0.0, RETRAINED_COLOUR], [0.5, NONE_FEWER], [0.5, NONE_MORE], [1.0, LEGACY_COLOUR]]
FROM_ZERO = [[0.0, NONE_MORE], [1.0, LEGACY_COLOUR]]


@dataclass(frozen=True)
class Mistake:
    """One wrong answer to one label: how many rows each model answered so, of the rows with this truth."""

    truth: str
    answer: str
    legacy: int
    retrained: int
    support: int

    @property
    def change(self) -> int:
        """Rows more, or fewer, that the retrained model answers so."""
        return self.retrained - self.legacy


def mistakes(comparison: Comparison) -> tuple[Mistake, ...]:
    """Every wrong answer that at least one model gave, in the order of the labels."""
    labels, retrained = comparison.labels, comparison.confusion.retrained
    legacy = comparison.confusion.legacy or [[0] * len(labels) for _ in retrained]
    return tuple(
        Mistake(truth, answer, old, new, sum(new_row))
        for truth, old_row, new_row in zip(labels, legacy, retrained, strict=True)
        for answer, old, new in zip(labels, old_row, new_row, strict=True)
        if answer != truth and old + new
    )


def changed(comparison: Comparison) -> list[Mistake]:
    """The mistakes whose count changed, the largest change first."""
    return sorted((each for each in mistakes(comparison) if each.change), key=lambda each: -abs(each.change))


def appeared_table(comparison: Comparison) -> Table:
    """The eight mistakes that grew most."""
    caption = "Mistakes that appeared or grew" if comparison.confusion.legacy else "Most frequent mistakes"
    return _table(caption, comparison, [each for each in changed(comparison) if each.change > 0][:IN_LIST])


def disappeared_table(comparison: Comparison) -> Table:
    """The eight mistakes that shrank most."""
    fewer = [each for each in changed(comparison) if each.change < 0][:IN_LIST]
    return _table("Mistakes that disappeared or shrank", comparison, fewer)


def confusion_chart(model: ReportModel) -> Chart | None:
    """Mistakes as shares of each truth, retrained minus legacy; None where no count changed.

    At most the 100 labels with the largest changes are drawn, in the document's order.
    """
    comparison = model.comparison
    different = changed(comparison)
    if not different:
        return None
    shown = _shown(comparison.labels, different)
    cell = max(SMALLEST_CELL, min(LARGEST_CELL, 900 // len(shown)))
    side = cell * len(shown) + 220
    figure: Figure = {"data": [_heatmap(comparison, shown)], "layout": _layout(shown, side), "narrow": {}}
    table = _table("Mistakes whose count changed most", comparison, different[:IN_TABLE])
    return Chart("confusion", _sentence(comparison), figure, side, side if len(shown) > CROWDED else 480, table)


def _table(caption: str, comparison: Comparison, rows: list[Mistake]) -> Table:
    if comparison.confusion.legacy is None:
        alone = tuple((Data(each.truth), Data(each.answer), count(each.retrained)) for each in rows)
        return Table(caption, ("Truth", "Answer", "Rows"), alone, texts=2)
    both = tuple(
        (Data(each.truth), Data(each.answer), count(each.legacy), count(each.retrained), count_change(each.change))
        for each in rows
    )
    return Table(caption, ("Truth", "Answer", "Legacy", "Retrained", "Change"), both, texts=2)


def _shown(labels: tuple[str, ...], different: list[Mistake]) -> list[str]:
    if len(labels) <= DRAWN:
        return list(labels)
    weight: Counter[str] = Counter()
    for each in different:
        weight.update({each.truth: abs(each.change), each.answer: abs(each.change)})
    most = dict(weight.most_common(DRAWN))
    return [label for label in labels if label in most]


def _heatmap(comparison: Comparison, shown: list[str]) -> Figure:
    place = {label: position for position, label in enumerate(shown)}
    shares: list[list[float | None]] = [[None] * len(shown) for _ in shown]
    hovers = [[""] * len(shown) for _ in shown]
    for each in mistakes(comparison):
        if each.truth in place and each.answer in place:
            shares[place[each.truth]][place[each.answer]] = each.change / each.support
            hovers[place[each.truth]][place[each.answer]] = _hover(each)
    texts = {"hovertext": hovers, "hoverinfo": "text", "hoverongaps": False}
    largest = max((abs(share) for row in shares for share in row if share), default=1.0)
    colours = _colours(largest, alone=comparison.confusion.legacy is None)
    return {"type": "heatmap", "z": shares, "xgap": 1, "ygap": 1, **texts, **colours}


def _colours(largest: float, alone: bool) -> Figure:
    place = {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top"}
    size = {"len": 220, "lenmode": "pixels", "thickness": 10, "outlinewidth": 0}
    ticks = {"tickformat": ".0%" if alone else "+.0%", "nticks": 5, "ticklabelposition": "outside"}
    scale = {"zmin": 0, "colorscale": FROM_ZERO} if alone else {"zmin": -largest, "colorscale": AROUND_ZERO}
    return {**scale, "zmax": largest, "colorbar": {**place, **size, **ticks}}


def _layout(shown: list[str], side: int) -> Figure:
    crowded = len(shown) > CROWDED
    places = {"tickvals": list(range(len(shown))), "ticktext": [plotly_text(label, TICK) for label in shown]}
    style = {"tickmode": "array", "tickfont": {"size": 10 if crowded else 12}, "ticks": "", "ticklabelstandoff": 6}
    columns = axis(**places, **style, tickangle=-90 if crowded else -50, title=title("answer"))
    rows = axis(**places, **style, autorange="reversed", title=title("truth"))
    return layout(side, xaxis=columns, yaxis=rows, margin={"l": 8, "r": 16, "t": 64, "b": 8})


def _hover(each: Mistake) -> str:
    truth, answer = plotly_text(each.truth), plotly_text(each.answer)
    counts = f"legacy {count(each.legacy)}, retrained {count(each.retrained)} ({count_change(each.change)})"
    return f"truth {truth}<br>answer {answer}<br>{counts} of {count(each.support)} rows"


def _sentence(comparison: Comparison) -> str:
    changes = [each.change for each in mistakes(comparison)]
    more, fewer = sum(each > 0 for each in changes), sum(each < 0 for each in changes)
    if comparison.confusion.legacy is None:
        return f"The retrained model makes {count(sum(changes))} mistakes of {more} kinds."
    total = count_change(sum(changes))
    return f"{more} kinds of mistake grew and {fewer} shrank; in all, the count of mistakes changes by {total}."
