"""Retrained minus legacy confusions, drawn as a heatmap around zero."""

from collections import Counter

from retrain.model_reports.chart import LEGACY_COLOUR, RETRAINED_COLOUR, Chart, Figure, axis, layout
from retrain.model_reports.comparison_document import ComparisonDocument
from retrain.model_reports.confusion import Mistake, changed, changes_table, mistakes
from retrain.model_reports.escaping import plotly_text
from retrain.model_reports.formatting import count, count_change

MOST = 100
IN_TABLE = 200
SMALLEST_CELL, LARGEST_CELL = 12, 26
CROWDED = 30
TICK = 34
NONE_FEWER, NONE_MORE = "rgba(26,134,168,0)", "rgba(208,105,43,0)"
AROUND_ZERO = [[0.0, RETRAINED_COLOUR], [0.5, NONE_FEWER], [0.5, NONE_MORE], [1.0, LEGACY_COLOUR]]
FROM_ZERO = [[0.0, NONE_MORE], [1.0, LEGACY_COLOUR]]


def confusion_chart(comparison: ComparisonDocument) -> Chart | None:
    """Mistakes as shares of each truth, retrained minus legacy; None where no count changed.

    At most the 100 labels with the largest changes are drawn, in the document's order.
    """
    shown = _shown(comparison)
    if not shown:
        return None
    cell = max(SMALLEST_CELL, min(LARGEST_CELL, 900 // len(shown)))
    side = cell * len(shown) + 220
    ticks = [plotly_text(comparison.labels[index], TICK) for index in shown]
    figure: Figure = {"data": [_heatmap(comparison, shown)], "layout": _layout(ticks, side), "narrow": {}}
    table = changes_table(comparison, IN_TABLE)
    return Chart("confusion", _sentence(comparison), figure, side, side if len(shown) > CROWDED else 480, table)


def _shown(comparison: ComparisonDocument) -> list[int]:
    weight: Counter[int] = Counter()
    for each in changed(comparison):
        weight.update({each.truth: abs(each.change)})
        weight.update({each.answer: abs(each.change)})
    if not weight or len(comparison.labels) <= MOST:
        return list(range(len(comparison.labels))) if weight else []
    return sorted(index for index, _ in weight.most_common(MOST))


def _heatmap(comparison: ComparisonDocument, shown: list[int]) -> Figure:
    place = {index: position for position, index in enumerate(shown)}
    shares: list[list[float | None]] = [[None] * len(shown) for _ in shown]
    hovers = [[""] * len(shown) for _ in shown]
    for each in mistakes(comparison):
        if each.truth in place and each.answer in place and each.support:
            shares[place[each.truth]][place[each.answer]] = each.share
            hovers[place[each.truth]][place[each.answer]] = _hover(comparison, each)
    return {
        "type": "heatmap",
        "z": shares,
        "hovertext": hovers,
        "hoverinfo": "text",
        "hoverongaps": False,
        "xgap": 1,
        "ygap": 1,
        **_colours(shares, alone=comparison.confusion.legacy is None),
    }


def _colours(shares: list[list[float | None]], alone: bool) -> Figure:
    largest = max((abs(share) for row in shares for share in row if share), default=1.0)
    scale = {"zmin": 0, "colorscale": FROM_ZERO} if alone else {"zmin": -largest, "colorscale": AROUND_ZERO}
    return {**scale, "zmax": largest, "colorbar": _colour_bar(".0%" if alone else "+.0%")}


def _colour_bar(tickformat: str) -> Figure:
    place = {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top"}
    size = {"len": 220, "lenmode": "pixels", "thickness": 10, "outlinewidth": 0}
    return {**place, **size, "tickformat": tickformat, "nticks": 5, "ticklabelposition": "outside"}


def _layout(ticks: list[str], side: int) -> Figure:
    crowded = len(ticks) > CROWDED
    places = {"tickmode": "array", "tickvals": list(range(len(ticks))), "ticktext": ticks}
    shared = axis(**places, tickfont={"size": 10 if crowded else 12}, ticks="", ticklabelstandoff=6)
    columns = {**shared, "tickangle": -90 if crowded else -50, "title": _title("answer")}
    rows = {**shared, "autorange": "reversed", "title": _title("truth")}
    return layout(side, xaxis=columns, yaxis=rows) | {"margin": {"l": 8, "r": 16, "t": 64, "b": 8}}


def _title(text: str) -> Figure:
    return {"text": text, "standoff": 12, "font": {"size": 13}}


def _hover(comparison: ComparisonDocument, each: Mistake) -> str:
    truth, answer = plotly_text(comparison.labels[each.truth]), plotly_text(comparison.labels[each.answer])
    counts = f"legacy {count(each.legacy)}, retrained {count(each.retrained)} ({count_change(each.change)})"
    return f"truth {truth}<br>answer {answer}<br>{counts} of {count(each.support)} rows"


def _sentence(comparison: ComparisonDocument) -> str:
    changes = [each.change for each in mistakes(comparison)]
    more, fewer = sum(each > 0 for each in changes), sum(each < 0 for each in changes)
    if comparison.confusion.legacy is None:
        return f"The retrained model makes {count(sum(changes))} mistakes of {more} kinds."
    total = count_change(sum(changes))
    return f"{more} kinds of mistake grew and {fewer} shrank; in all, the count of mistakes changes by {total}."
