"""What a model's training rows looked like, in shares alone, so that a service sees when its callers' differ."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

from retrain.ml_configuration import Role, Task
from retrain.ml_configuration.base import FrozenModel
from retrain.workspace.json_files import read_document, validated, write_document

if TYPE_CHECKING:
    import pandas as pd

PROFILE = "profile.json"
PARTS = 10
LEAST_SHARE = 0.01
MISSING, OTHER = "(missing)", "(other)"
SMOOTHING = 1e-4
MEASURED: Mapping[Role, Callable[[str], float]] = {Role.NUMBER: float, Role.TEXT: lambda text: float(len(text))}


class ColumnProfile(FrozenModel):
    """How the cells of a column were spread.

    Attributes:
        role: of the column: numbers are parted by their value, texts by their length, categories by
            themselves.
        edges: between the parts of numbers and texts, ascending.
        shares: part -> share of the training rows; a category below one per cent counts as other,
            so that no rare name is in the file.
    """

    role: Role
    edges: tuple[float, ...] = ()
    shares: Mapping[str, float]

    def part(self, cell: str) -> str:
        """The part that a cell belongs to."""
        if not cell:
            return MISSING
        if self.role in MEASURED:
            return str(bisect_left(self.edges, MEASURED[self.role](cell)))
        return cell if cell in self.shares else OTHER


class Profile(FrozenModel):
    """The training rows of a model.

    Attributes:
        labels: label -> share.
        columns: of the roles number, text and category.
    """

    labels: Mapping[str, float]
    columns: Mapping[str, ColumnProfile]


def write_profile(folder: Path, rows: pd.DataFrame, task: Task) -> None:
    """Writes the profile of training rows into a model folder."""
    names = {name: role for role in (*MEASURED, Role.CATEGORY) for name in task.column_names(role)}
    columns = {name: _column(rows[name].tolist(), role) for name, role in names.items()}
    profile = Profile(labels=_shares(rows[task.label].tolist()), columns=columns)
    write_document(profile.model_dump(mode="json"), folder / PROFILE)


def read_profile(folder: Path) -> Profile | None:
    """The profile in a model folder; None in one that was written before there were any."""
    file = folder / PROFILE
    return validated(Profile, read_document(file), str(file)) if file.is_file() else None


def stability(expected: Mapping[str, float], counted: Mapping[str, int]) -> float:
    """The population stability index of counts against expected shares: 0 where they agree, above 0.25 far from it.

    Siddiqi, Credit Risk Scorecards, 2006. A part that is empty on one side counts as 1 in 10,000.
    """
    total = sum(counted.values())
    if not total:
        return 0.0
    pairs = ((expected.get(part, 0.0), counted.get(part, 0) / total) for part in {*expected, *counted})
    smooth = ((max(then, SMOOTHING), max(now, SMOOTHING)) for then, now in pairs)
    return sum((now - then) * log(now / then) for then, now in smooth)


def _column(cells: list[str], role: Role) -> ColumnProfile:
    edges = _edges([MEASURED[role](cell) for cell in cells if cell]) if role in MEASURED else ()
    frequent = {cell: share for cell, share in _shares(cells).items() if share >= LEAST_SHARE}
    parted = ColumnProfile(role=role, edges=edges, shares={} if role in MEASURED else frequent)
    return ColumnProfile(role=role, edges=edges, shares=_shares(map(parted.part, cells)))


def _edges(values: list[float]) -> tuple[float, ...]:
    """The deciles, each once."""
    ordered = sorted(values)
    return tuple(sorted({ordered[len(ordered) * part // PARTS] for part in range(1, PARTS)})) if ordered else ()


def _shares(cells: Iterable[str]) -> dict[str, float]:
    counts = Counter(cells)
    return {cell: count / counts.total() for cell, count in sorted(counts.items())}
