"""A toy search whose trials take no time, and a ledger that a test can make crash."""

import json
import random
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest

from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.search import Search
from retrain.search import Evaluated, Ledger, Record, Watch, evaluate_trial, run_study

SPACE = {
    "network.name": {"type": "categorical", "choices": ["linear", "wide"]},
    "training.learning_rate": {"type": "float", "low": 0.001, "high": 0.1, "log": True},
    "network.hidden": {"type": "int", "low": 4, "high": 64, "log": True, "when": {"network.name": ["wide"]}},
}
EPOCHS = 6


class Killed(BaseException):
    """What a kill is to a test."""


class Memory:
    """A ledger in memory, whose content survives what crashes it."""

    def __init__(self) -> None:
        self.specs: dict[int, str] = {}
        self.results: dict[int, str] = {}
        self.reports: dict[int, list[float]] = {}
        self.chance = 0.0
        self.dice = random.Random(0)
        self.kills = 0

    def maybe(self) -> None:
        """A kill may happen here."""
        if self.dice.random() < self.chance:
            self.kills += 1
            raise Killed

    def mutations(self, number: int) -> Any:
        self.maybe()
        return json.loads(self.specs[number]) if number in self.specs else None

    def keep_mutations(self, number: int, mutations: Any) -> None:
        self.maybe()
        self.specs[number] = json.dumps(mutations)
        self.maybe()

    def record(self, number: int) -> Record | None:
        self.maybe()
        return Record.model_validate_json(self.results[number]) if number in self.results else None

    def keep_record(self, record: Record) -> None:
        self.maybe()
        assert record.number not in self.results
        self.results[record.number] = record.model_dump_json()
        self.maybe()

    def evaluate(self, number: int, mutations: Any, watch: Watch) -> Evaluated:
        """A trial of six epochs whose checkpoint holds its reports, and that goes on from there."""
        if number == 3:
            raise InputError("the third never works")
        told = self.reports.setdefault(number, [])
        if any(watch(epoch, value) for epoch, value in enumerate(told)):
            return Evaluated((0.0,), "")
        for epoch in range(len(told), EPOCHS):
            self.maybe()
            value = (
                1
                - (mutations["training.learning_rate"] - 0.02) ** 2
                - mutations.get("network.hidden", 30) / (epoch + 99)
            )
            stop = watch(epoch, value)
            told.append(value)
            self.maybe()
            if stop:
                return Evaluated((0.0,), "")
        return Evaluated((told[-1],), "weights")


class Shuffled:
    """Evaluates the trials that wait in any order, and only when one of them is waited for."""

    def __init__(self, dice: random.Random, evaluate: Callable[[int], None]) -> None:
        self.dice = dice
        self.evaluate = evaluate
        self.waiting: list[int] = []

    def start(self, number: int) -> Future:
        self.waiting.append(number)
        awaited: Future = Future()
        awaited.result = lambda: self.until(number)
        return awaited

    def until(self, number: int) -> None:
        while number in self.waiting:
            self.evaluate(self.waiting.pop(self.dice.randrange(len(self.waiting))))


@pytest.fixture
def ledger():
    return Memory()


@pytest.fixture
def search():
    """A function: changes -> the toy search."""

    def build(**changes: Any) -> Search:
        given = {"name": "toy", "seed": 1, "trials": 24, "minutes": None, "sampler": "tpe", "pruner": "median"}
        more = {"startup_trials": 4, "epochs": 6, "window": 1, "objectives": ["macro_f1"], "space": SPACE}
        enqueue = [{"network.name": "wide", "network.hidden": 8}]
        return Search.model_validate({**given, **more, "enqueue": enqueue, **changes})

    return build


def shuffled(search: Search, ledger: Any, evaluate: Any = None) -> Shuffled:
    """Whoever evaluates the trials of a search."""
    return Shuffled(ledger.dice, lambda number: evaluate_trial(search, ledger, number, evaluate or ledger.evaluate))


@pytest.fixture
def studied():
    """A function: search, ledger -> the study, never disturbed."""

    def run(search: Search, ledger: Any, evaluate: Any = None, out_of_time: Callable[[], bool] = lambda: False) -> Any:
        return run_study(search, ledger, shuffled(search, ledger, evaluate).start, out_of_time)

    return run


@pytest.fixture
def finished():
    """A function: search, ledger, chance of a kill at each step -> what the study ends with, bit for bit."""

    def run(search: Search, ledger: Ledger, chance: float = 0.0, seed: int = 0) -> list[tuple]:
        ledger.chance, ledger.dice = chance, random.Random(seed)
        while True:
            try:
                study = run_study(search, ledger, shuffled(search, ledger).start, lambda: False)
            except Killed:
                continue
            return [
                (trial.number, trial.state.name, trial.params, trial.values, sorted(trial.intermediate_values.items()))
                for trial in study.trials
            ]

    return run
