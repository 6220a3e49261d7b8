"""The contents of a slide as plain values, all words and numbers formatted."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from retrain.ml_configuration.comparison_document import Interval
from retrain.model_reports.tables.report_table import Table

TICK_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2)
MAX_TICKS = 8


@dataclass(frozen=True)
class Tile:
    """One large number with a name above and a note below."""

    name: str
    value: str
    note: str


@dataclass(frozen=True)
class Dot:
    """One row of a dot chart: two values, their intervals, and a note at the right end."""

    name: str
    legacy: float | None
    retrained: float
    note: str
    legacy_interval: Interval | None = None
    retrained_interval: Interval | None = None
    best: float | None = None


@dataclass(frozen=True)
class Dots:
    """A dot chart.

    Attributes:
        sentence: alternative text for screen readers.
        legend: names of ring, dot and bar; an empty one is left out.
        rows: from top to bottom.
        ticks: value and label of each tick, from the start of the axis to its end.
    """

    sentence: str
    legend: tuple[str, str, str]
    rows: tuple[Dot, ...]
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Reliability:
    """A reliability diagram of both models.

    Attributes:
        sentence: alternative text for screen readers.
        legend: names of both models; an empty one is left out.
        axes: titles of the x and the y axis.
        legacy: one (confidence, accuracy, rows) a bin.
        retrained: one (confidence, accuracy, rows) a bin.
    """

    sentence: str
    legend: tuple[str, str]
    axes: tuple[str, str]
    legacy: tuple[tuple[float, float, int], ...]
    retrained: tuple[tuple[float, float, int], ...]


@dataclass(frozen=True)
class Slide:
    """One slide: a sentence as title, what it is based on, then blocks from top to bottom."""

    title: str
    lead: str
    tiles: tuple[Tile, ...] = ()
    dots: Dots | None = None
    reliability: Reliability | None = None
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


def tick_values(rows: Sequence[Dot]) -> list[float]:
    """At most nine round values around everything that the rows show."""
    values: list[float] = []
    for row in rows:
        points = (row.legacy, row.retrained, row.best)
        values += [point for point in points if point is not None]
        values += [*(row.legacy_interval or ()), *(row.retrained_interval or ())]
    low = min(values)
    high = max(values)
    fitting = (step for step in TICK_STEPS if (high - low) / step <= MAX_TICKS - 2)
    step = next(fitting, TICK_STEPS[-1])
    first = floor(low / step)
    last = max(ceil(high / step), first + 1)
    return [round(number * step, 6) for number in range(first, last + 1)]
