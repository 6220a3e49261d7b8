"""The distribution of a model's training rows, with which a service compares its requests."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

from retrain.ml_configuration import Role, Task
from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.columns import Record
from retrain.workspace.json_files import parse_model, read_json, write_json

if TYPE_CHECKING:
    import pandas as pd

PROFILE = "profile.json"
BINS = 10
MIN_SHARE = 0.01
MISSING, OTHER = "(missing)", "(other)"
SMOOTHING = 1e-4
MEASURED: Mapping[Role, Callable[[str], float]] = {
    Role.NUMBER: float,
    Role.TEXT: lambda text: float(len(text)),
}


class ColumnProfile(FrozenModel):
    """The distribution of one column.

    Attributes:
        role: of the column: numbers are binned by their value, texts by their length; each
            category is a bin.
        edges: between the bins of numbers and texts, ascending.
        shares: bin -> share of the training rows; a category below one per cent counts as other,
            so that no rare name is in the file.
    """

    role: Role
    edges: tuple[float, ...] = ()
    shares: Mapping[str, float]

    def bin_of(self, cell: str) -> str:
        """The bin that a cell belongs to."""
        if not cell:
            return MISSING
        if self.role in MEASURED:
            return str(bisect_left(self.edges, MEASURED[self.role](cell)))
        return cell if cell in self.shares else OTHER


class Profile(FrozenModel):
    """The distribution of a model's training rows.

    Attributes:
        labels: label -> share.
        columns: of the roles number, text and category.
    """

    labels: Mapping[str, float]
    columns: Mapping[str, ColumnProfile]

    def bins_of(self, record: Record) -> list[str]:
        """The bin of the record's cell in each of the columns, in their order."""
        return [column.bin_of(record[name]) for name, column in self.columns.items()]


def write_profile(folder: Path, rows: pd.DataFrame, task: Task) -> None:
    """Writes the profile of training rows into a model folder."""
    names = {name: role for role in (*MEASURED, Role.CATEGORY) for name in task.column_names(role)}
    columns = {name: _column(rows[name].tolist(), role) for name, role in names.items()}
    profile = Profile(labels=_shares(rows[task.label].tolist()), columns=columns)
    write_json(profile.model_dump(mode="json"), folder / PROFILE)


def read_profile(folder: Path) -> Profile | None:
    """The profile in a model folder; None in one that was written before there were any."""
    file = folder / PROFILE
    return parse_model(Profile, read_json(file), str(file)) if file.is_file() else None


def population_stability_index(expected: Mapping[str, float], counted: Mapping[str, int]) -> float:
    """The population stability index of counts: 0 for the expected shares, above 0.25 for a shift.

    Siddiqi, Credit Risk Scorecards, 2006. A bin that is empty on one side counts as 1 in 10,000.
    """
    total = sum(counted.values())
    if not total:
        return 0.0
    index = 0.0
    for name in {*expected, *counted}:
        reference = max(expected.get(name, 0.0), SMOOTHING)
        current = max(counted.get(name, 0) / total, SMOOTHING)
        index += (current - reference) * log(current / reference)
    return index


def _column(cells: list[str], role: Role) -> ColumnProfile:
    edges = _edges([MEASURED[role](cell) for cell in cells if cell]) if role in MEASURED else ()
    frequent = {cell: share for cell, share in _shares(cells).items() if share >= MIN_SHARE}
    binning = ColumnProfile(role=role, edges=edges, shares={} if role in MEASURED else frequent)
    return ColumnProfile(role=role, edges=edges, shares=_shares(map(binning.bin_of, cells)))


def _edges(values: list[float]) -> tuple[float, ...]:
    """The deciles, each once."""
    ordered = sorted(values)
    if not ordered:
        return ()
    return tuple(sorted({ordered[len(ordered) * number // BINS] for number in range(1, BINS)}))


def _shares(cells: Iterable[str]) -> dict[str, float]:
    counts = Counter(cells)
    return {cell: count / counts.total() for cell, count in sorted(counts.items())}
