"""What a slide is made of: values that every engine sets, all words and numbers in them written already."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from retrain.ml_configuration.comparison_document import Interval
from retrain.model_reports.tables.table import Table

STEPS = (0.01, 0.02, 0.05, 0.1, 0.2)
MOST_TICKS = 8


@dataclass(frozen=True)
class Tile:
    """One number, large, with its name above and a note below."""

    name: str
    value: str
    note: str


@dataclass(frozen=True)
class Dot:
    """One row of a dot chart: both models, or both times, with what stands at its right end."""

    name: str
    legacy: float | None
    retrained: float
    note: str
    legacy_interval: Interval | None = None
    retrained_interval: Interval | None = None
    best: float | None = None


@dataclass(frozen=True)
class Dots:
    """A chart of dots over a common axis.

    Attributes:
        sentence: says it to whoever cannot see it.
        legend: what ring, dot and bar mean; an empty one is left out.
        rows: from top to bottom.
        ticks: value and its writing, the ends of the axis first and last.
    """

    sentence: str
    legend: tuple[str, str, str]
    rows: tuple[Dot, ...]
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Reliability:
    """Groups of answers as (stated confidence, share that was right, rows) of both models, with words for the axes."""

    sentence: str
    legend: tuple[str, str]
    axes: tuple[str, str]
    legacy: tuple[tuple[float, float, int], ...]
    retrained: tuple[tuple[float, float, int], ...]


@dataclass(frozen=True)
class Slide:
    """One slide: a sentence as its title, what it rests on below, then its blocks from top to bottom."""

    title: str
    lead: str
    tiles: tuple[Tile, ...] = ()
    dots: Dots | None = None
    reliability: Reliability | None = None
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


def tick_values(rows: Sequence[Dot]) -> list[float]:
    """At most nine round values around everything that the rows show."""
    shown = [one for row in rows for one in (row.legacy, row.retrained, row.best) if one is not None]
    shown += [end for row in rows for pair in (row.legacy_interval, row.retrained_interval) for end in pair or ()]
    low, high = min(shown), max(shown)
    step = next((step for step in STEPS if (high - low) / step <= MOST_TICKS - 2), STEPS[-1])
    first, last = floor(low / step), max(ceil(high / step), floor(low / step) + 1)
    return [round(number * step, 6) for number in range(first, last + 1)]
