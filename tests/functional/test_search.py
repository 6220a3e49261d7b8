"""A search runs through DVC, appears in its tables, and its best trial can be adopted."""

import csv

import pytest
import yaml

TRIALS = 4


@pytest.fixture
def searched(repository):
    """A repository whose short search has run."""
    repository.replace("conf/search/default.yaml", "trials: 30 ", f"trials: {TRIALS} ")
    repository.replace("conf/training/default.yaml", "epochs: 15", "epochs: 3")
    repository.run("retrain", "params", "compose")
    repository.commit("a short search")
    repository.run("dvc", "repro", "--quiet", "search/dvc.yaml")
    repository.commit("searched")
    return repository


def stored_trials(repository) -> dict[str, bytes]:
    """The files of all trials, byte for byte."""
    return {str(path): path.read_bytes() for path in repository.folder.glob(".work/search/*/trials/*/*.json")}


def test_the_best_trial_is_shown_by_dvc_adopted_and_trained(searched):
    best = searched.json("reports/search/metrics.json")["search"]["best"]
    assert f"{best['macro_f1']:.5}"[:6] in searched.run("dvc", "metrics", "show", "--all-commits")
    assert "search.best.macro_f1" in searched.run("dvc", "exp", "show", "--csv").splitlines()[0]
    assert "file://" in searched.run("dvc", "plots", "show", "--out", "plots")
    assert "Trials of the search" in searched.text("plots/index.html")
    (searched.folder / "plots/index.html").unlink()
    with (searched.folder / "reports/search/trials.csv").open(newline="") as file:
        assert len(list(csv.DictReader(file))) == TRIALS

    before = stored_trials(searched)
    searched.run("retrain", "search", "adopt")
    searched.run("retrain", "params", "compose")
    params = yaml.safe_load(searched.text("params.yaml"))
    best_values = yaml.safe_load(searched.text("reports/search/best.yaml"))
    assert params["training"] == {**params["training"], **best_values["training"]}
    searched.run("dvc", "repro", "--quiet", "train")
    assert searched.json("models/retrained/metrics.json")["validation"]["macro_f1"] == best["macro_f1"]

    searched.run("dvc", "repro", "--quiet", "search/dvc.yaml")
    assert stored_trials(searched) == before
    searched.run("retrain", "params", "compose", "-S", "experiment=legacy")
    legacy = yaml.safe_load(searched.text("params.yaml"))
    assert legacy["training"]["learning_rate"] != best_values["training"]["learning_rate"]
