"""Searches in processes of their own that are killed at random moments end with the bytes of an uninterrupted one."""

import os
import random
import shutil
import time
from itertools import product
from pathlib import Path

import pytest
import yaml
from search_process import start_search

from retrain.ml_configuration import paths
from retrain.ml_configuration.search import Pruner, Sampler

KILLS = int(os.environ.get("TORTURE_KILLS", "0"))
SHORT = 20
WORK = ".work/search/letters_default"
SPACE = {
    "network.name": {"type": "categorical", "choices": ["linear", "wide"]},
    "network.hidden": {"type": "int", "low": 4, "high": 64, "log": True, "when": {"network.name": ["wide"]}},
    "training.learning_rate": {"type": "float", "low": 0.001, "high": 0.1, "log": True},
}
ENQUEUED = [{"network.name": "wide", "network.hidden": 8}]


def bytes_of(place: Path) -> dict[str, bytes]:
    """The results of all trials, and what the stage wrote."""
    found = [*place.glob(f"{WORK}/trials/*/result.json"), *(place / paths.SEARCH).glob("*.[cjy]*")]
    return {str(path.relative_to(place)): path.read_bytes() for path in sorted(found)}


def torture(place: Path, kills: int, draws: random.Random) -> tuple[int, int]:
    """Kills the search so many times; how many of them had begun a trial, and how many were inside its epochs."""
    begun = inside = 0
    for number in range(kills):
        process = start_search(place)
        if number % 4:
            wait_until_inside(place, process)
        time.sleep(draws.uniform(0.0, 0.2) if number % 4 else draws.uniform(0.2, 1.1))
        process.kill()
        process.join()
        begun += (newest_trial(place) / "spec.json").exists()
        inside += is_inside(newest_trial(place))
    process = start_search(place)
    process.join()
    assert process.exitcode == 0
    return begun, inside


def newest_trial(place: Path) -> Path:
    return max(place.glob(f"{WORK}/trials/*"), default=place)


def is_inside(trial: Path) -> bool:
    return (trial / "newest.ckpt").exists() and not (trial / "result.json").exists()


def wait_until_inside(place: Path, process) -> None:
    """Returns once a trial has saved an epoch, whatever else keeps the machine busy, or the search has ended."""
    while process.is_alive() and not is_inside(newest_trial(place)):
        time.sleep(0.01)


@pytest.fixture
def long_trials(workplace, tiny_values):
    """A function: keys in place of the search's -> a workplace whose params.yaml sets long trials."""

    def build(epochs: int, **changes: object) -> Path:
        network = {"name": "linear", "dropout": 0.1, "hidden": None}
        search = {**tiny_values["search"], "epochs": epochs, "space": SPACE, "enqueue": ENQUEUED, **changes}
        training = {**tiny_values["training"], "epochs": epochs, "patience": epochs}
        values = {**tiny_values, "search": search, "training": training, "network": network}
        Path("params.yaml").write_text(yaml.safe_dump(values, sort_keys=False))
        return workplace

    return build


def test_a_search_killed_twenty_times_equals_an_uninterrupted_one(long_trials, tmp_path):
    expected = long_trials(120, trials=12, pruner="hyperband")
    victim = tmp_path / "killed"
    shutil.copytree(expected, victim)
    process = start_search(expected)
    process.join()
    assert process.exitcode == 0
    begun, inside = torture(victim, SHORT, random.Random(5))
    assert bytes_of(victim) == bytes_of(expected)
    assert begun > SHORT * 3 / 4
    assert inside > SHORT / 2


@pytest.mark.skipif(not KILLS, reason="the long form: make torture")
@pytest.mark.parametrize(("sampler", "pruner"), list(product(Sampler, Pruner)))
def test_searches_of_every_kind_killed_often_equal_uninterrupted_ones(long_trials, tmp_path, sampler, pruner):
    expected = long_trials(60, trials=10, sampler=sampler.value, pruner=pruner.value)
    victim = tmp_path / "killed"
    shutil.copytree(expected, victim)
    process = start_search(expected)
    process.join()
    assert process.exitcode == 0
    torture(victim, max(KILLS // len(Sampler), 1), random.Random(f"{sampler} {pruner}"))
    assert bytes_of(victim) == bytes_of(expected)
