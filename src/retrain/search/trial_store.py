"""Stores the trials of a search in files, so that a killed search can be resumed."""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from pydantic import AliasChoices, Field

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.search import Overrides, Scalar, Search, SearchSections
from retrain.workspace.atomic import replace_json
from retrain.workspace.json_files import read_json
from retrain.workspace.work_dir import work_folder


class TrialState(StrEnum):
    """How a trial ended; the names are Optuna's."""

    COMPLETE = "COMPLETE"
    FAIL = "FAIL"
    PRUNED = "PRUNED"


class TrialResult(NamedTuple):
    """The value of each objective, and the SHA-256 of the trained tensors."""

    values: tuple[float, ...]
    weights: str


class TrialRecord(FrozenModel):
    """A finished trial.

    Attributes:
        number: counted from 0.
        overrides: dotted parameter -> value.
        state: how it ended.
        values: of the objectives, in the search's order; empty unless the trial is complete.
        reports: (epoch, value) of the first objective, in order.
        rungs: what the pruner stored with the trial, by name.
        weights: the SHA-256 of the best epoch's tensors; empty unless the trial is complete.
        failure: the error of a failed trial; else empty.
    """

    number: int
    overrides: dict[str, Scalar] = Field(validation_alias=AliasChoices("overrides", "mutations"))
    state: TrialState
    values: tuple[float, ...] = ()
    reports: tuple[tuple[int, float], ...] = ()
    rungs: dict[str, float] = Field(default_factory=dict)
    weights: str = ""
    failure: str = ""

    def scores(self, search: Search) -> dict[str, float]:
        """Objective -> value, in the search's order; empty unless the trial is complete."""
        names = (objective.value for objective in search.objectives)
        return dict(zip(names, self.values, strict=False))


@dataclass(frozen=True)
class TrialStore:
    """The files of one study, each written atomically.

    `study.json` holds the fingerprint of the search, `trials/00000/spec.json` the overrides of a
    trial, `result.json` its record and `newest.ckpt` its checkpoint while it trains.
    """

    folder: Path

    def trial_folder(self, number: int) -> Path:
        """The folder of a trial."""
        return self.folder / "trials" / f"{number:05d}"

    def read_overrides(self, number: int) -> Overrides | None:
        """The overrides of a trial; None before they were suggested."""
        file = self.trial_folder(number) / "spec.json"
        return dict(read_json(file)) if file.is_file() else None

    def write_overrides(self, number: int, overrides: Overrides) -> None:
        """Stores the overrides of a trial before it starts."""
        replace_json(dict(overrides), self.trial_folder(number) / "spec.json")

    def read_record(self, number: int) -> TrialRecord | None:
        """A finished trial; None before it has finished."""
        file = self.trial_folder(number) / "result.json"
        return TrialRecord.model_validate(read_json(file)) if file.is_file() else None

    def write_record(self, record: TrialRecord) -> None:
        """Stores a finished trial."""
        file = self.trial_folder(record.number) / "result.json"
        replace_json(record.model_dump(mode="json"), file)

    def records(self) -> list[TrialRecord]:
        """All finished trials, by number."""
        numbers = sorted(int(folder.name) for folder in (self.folder / "trials").glob("[0-9]*"))
        records = [self.read_record(number) for number in numbers]
        return [record for record in records if record is not None]

    def finished_at(self, number: int) -> float:
        """When a trial finished, in seconds; its record, equal in every run, has no time."""
        return (self.trial_folder(number) / "result.json").stat().st_mtime

    def check_fingerprint(self, fingerprint: dict[str, object]) -> None:
        """Stores the fingerprint of a new search, or compares it with that of the search to resume.

        Raises:
            InputError: they differ; the message lists every difference.
        """
        file = self.folder / "study.json"
        if not file.is_file():
            replace_json(fingerprint, file)
        stored = read_json(file)
        present = json.loads(json.dumps(fingerprint))
        differences = [
            f"  {key}: {stored.get(key, 'absent')} -> {present.get(key, 'absent')}"
            for key in sorted({*stored, *present})
            if stored.get(key) != present.get(key)
        ]
        if differences:
            problem = "this search was started with a different setup and cannot be resumed:"
            remedy = "restore that setup, or start afresh with `retrain search run --new-study`"
            raise InputError("\n".join([f"{file}: {problem}", *differences, remedy]))


def study_folder(sections: SearchSections) -> Path:
    """The folder of this search of this task."""
    return work_folder() / "search" / f"{sections.task.name}_{sections.search.name}"
