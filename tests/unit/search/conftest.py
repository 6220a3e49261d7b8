"""A toy search whose trials take no time, and a trial store that a test can make crash."""

import json
import random
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest

from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.search import Search, SearchSections
from retrain.search import ReportEpoch, TrialRecord, TrialResult, evaluate_trial, run_study

SPACE = {
    "network.name": {"type": "categorical", "choices": ["linear", "wide"]},
    "training.learning_rate": {"type": "float", "low": 0.001, "high": 0.1, "log": True},
    "network.hidden": {"type": "int", "low": 4, "high": 64, "log": True, "when": {"network.name": ["wide"]}},
}
EPOCHS = 6


class KilledError(BaseException):
    """Stands for the kill of a process."""


class CrashingStore:
    """Trials in memory that survive the crashes that reading and writing them may cause."""

    def __init__(self) -> None:
        self.specs: dict[int, str] = {}
        self.results: dict[int, str] = {}
        self.reports: dict[int, list[float]] = {}
        self.chance = 0.0
        self.random = random.Random(0)
        self.kills = 0

    def crash_sometimes(self) -> None:
        """Raises `KilledError` with the probability `chance`."""
        if self.random.random() < self.chance:
            self.kills += 1
            raise KilledError

    def read_overrides(self, number: int) -> Any:
        self.crash_sometimes()
        return json.loads(self.specs[number]) if number in self.specs else None

    def write_overrides(self, number: int, overrides: Any) -> None:
        self.crash_sometimes()
        self.specs[number] = json.dumps(overrides)
        self.crash_sometimes()

    def read_record(self, number: int) -> TrialRecord | None:
        self.crash_sometimes()
        return TrialRecord.model_validate_json(self.results[number]) if number in self.results else None

    def write_record(self, record: TrialRecord) -> None:
        self.crash_sometimes()
        assert record.number not in self.results
        self.results[record.number] = record.model_dump_json()
        self.crash_sometimes()

    def evaluate(self, number: int, overrides: Any, report_epoch: ReportEpoch) -> TrialResult:
        """A trial of six epochs that resumes from the reports of an earlier attempt."""
        if number == 3:
            raise InputError("trial 3 always fails")
        values = self.reports.setdefault(number, [])
        if any(report_epoch(epoch, value) for epoch, value in enumerate(values)):
            return TrialResult((0.0,), "")
        for epoch in range(len(values), EPOCHS):
            self.crash_sometimes()
            value = (
                1
                - (overrides["training.learning_rate"] - 0.02) ** 2
                - overrides.get("network.hidden", 30) / (epoch + 99)
            )
            stop = report_epoch(epoch, value)
            values.append(value)
            self.crash_sometimes()
            if stop:
                return TrialResult((0.0,), "")
        return TrialResult((values[-1],), "weights")


class RandomOrderExecutor:
    """Evaluates submitted trials in random order, and only while a result is waited for."""

    def __init__(self, order: random.Random, evaluate: Callable[[int], None]) -> None:
        self.order = order
        self.evaluate = evaluate
        self.waiting: list[int] = []

    def submit(self, number: int) -> Future:
        self.waiting.append(number)
        future: Future = Future()
        future.result = lambda: self.wait_for(number)
        return future

    def wait_for(self, number: int) -> None:
        while number in self.waiting:
            self.evaluate(self.waiting.pop(self.order.randrange(len(self.waiting))))


@pytest.fixture
def store():
    """A store without trials that does not crash."""
    return CrashingStore()


@pytest.fixture
def search():
    """A function: changes -> the toy search."""

    def build(**changes: Any) -> Search:
        given = {"name": "toy", "seed": 1, "trials": 24, "minutes": None, "sampler": "tpe", "pruner": "median"}
        more = {"startup_trials": 4, "epochs": 6, "window": 1, "objectives": ["macro_f1"], "space": SPACE}
        enqueue = [{"network.name": "wide", "network.hidden": 8}]
        return Search.model_validate({**given, **more, "enqueue": enqueue, **changes})

    return build


def executor(search: Search, store: Any, evaluate: Any = None) -> RandomOrderExecutor:
    """An executor for the trials of a search."""
    return RandomOrderExecutor(
        store.random, lambda number: evaluate_trial(search, store, number, evaluate or store.evaluate)
    )


@pytest.fixture
def studied():
    """A function: search, store -> the study, without a crash."""

    def run(search: Search, store: Any, evaluate: Any = None, out_of_time: Callable[[], bool] = lambda: False) -> Any:
        return run_study(search, store, executor(search, store, evaluate).submit, out_of_time)

    return run


@pytest.fixture
def finished():
    """A function: search, store, chance of a crash at each step -> all bits of the final study."""

    def run(search: Search, store: CrashingStore, chance: float = 0.0, seed: int = 0) -> list[tuple]:
        store.chance = chance
        store.random = random.Random(seed)
        while True:
            try:
                study = run_study(search, store, executor(search, store).submit, lambda: False)
            except KilledError:
                continue
            return [
                (trial.number, trial.state.name, trial.params, trial.values, sorted(trial.intermediate_values.items()))
                for trial in study.trials
            ]

    return run


@pytest.fixture
def search_sections(sections, tiny_values):
    """A function: keys in place of the search's, other sections -> the sections of the tiny pipeline's search."""

    def build(changes: dict[str, Any] | None = None, **others: Any) -> SearchSections:
        return sections(SearchSections, search={**tiny_values["search"], **(changes or {})}, **others)

    return build
