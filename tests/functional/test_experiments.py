"""Experiments, their table, their diffs and the queue work as DVC's users expect."""

import csv
import io
import json

import pytest

EVALUATE = "src/retrain/pipeline/evaluate.py"
PLOTS = {
    "F1 by label on validation",
    "confusion on validation",
    "loss while training",
    "macro F1 while training",
    "precision over recall on validation",
    "accuracy over confidence on validation",
}


def experiments(repository) -> dict[str, dict[str, str]]:
    table = repository.run("dvc", "exp", "show", "--csv")
    rows = csv.DictReader(io.StringIO(table[table.index("Experiment,") :]))
    return {row["Experiment"] or row["rev"]: row for row in rows}


def test_experiments_run_compare_and_apply(repository):
    repository.run(
        "dvc",
        "exp",
        "run",
        "--quiet",
        "--name",
        "wide",
        "-S",
        "network=wide",
        "-S",
        "training.epochs=3",
    )
    assert repository.run("dvc", "params", "diff", "--md").count("network.hidden") == 1
    metrics = json.loads(repository.run("dvc", "metrics", "diff", "--json"))
    assert "validation.retrained.macro_f1" in metrics["reports/metrics.json"]
    plots = json.loads(repository.run("dvc", "plots", "diff", "--json"))
    assert set(plots["data"]) - {"search"} == PLOTS
    for plot in (versions[0] for name, versions in plots["data"].items() if name.endswith("on validation")):
        points = plot["content"]["data"]["values"]
        assert {point["model"] for point in points} == {"legacy", "retrained"}
        assert {point["rev"] for point in points} == set(plot["revisions"]) == {"workspace", "HEAD"}
    assert "errors" not in plots
    wide = repository.json("reports/metrics.json")
    repository.run("git", "reset", "--quiet", "--hard")
    repository.run("dvc", "checkout", "--quiet")
    assert repository.json("reports/metrics.json") != wide
    repository.run("dvc", "exp", "apply", "wide")
    assert repository.json("reports/metrics.json") == wide
    shown = experiments(repository)["wide"]
    assert float(shown["validation.retrained.macro_f1"]) == wide["validation"]["retrained"]["macro_f1"]


@pytest.mark.long
def test_a_queue_of_two_seeds_runs_the_committed_code_in_separate_workspaces(repository):
    repository.replace(
        EVALUATE,
        "scores = classification",
        'scores = {"marked": 1.0} | classification',
    )
    repository.commit("a change of code that the workspaces must run")
    queued = repository.run(
        "dvc",
        "exp",
        "run",
        "--queue",
        "-S",
        "training.seed=1,2",
        "-S",
        "training.epochs=1",
    )
    assert queued.count("Queued experiment") == 2
    repository.run("dvc", "exp", "run", "--run-all", "--quiet")
    rows = [row for row in experiments(repository).values() if row["typ"].startswith("branch")]
    assert len(rows) == 2
    assert {row["validation.retrained.marked"] for row in rows} == {"1.0"}
    two = (row["Experiment"] for row in rows)
    plots = json.loads(repository.run("dvc", "plots", "diff", "--json", *two))
    assert set(plots["data"]) - {"search"} == PLOTS
    assert "errors" not in plots
    assert repository.status() == ""


def test_a_stage_script_started_directly_takes_overrides_and_groups(repository):
    repository.run("python", "-m", "train", "network=wide", "network.hidden=5", "training.epochs=1")
    model = repository.json("models/retrained/config.json")
    assert model["network"] == {"name": "wide", "dropout": 0.1, "hidden": 5}
    assert repository.json("models/retrained/provenance.json")["training"]["epochs"] == 1


def test_a_stage_that_dvc_runs_refuses_overrides(repository):
    printed = repository.run(
        "python",
        "-m",
        "train",
        "training.epochs=1",
        code=2,
        DVC_STAGE="train",
    )
    assert "use `dvc exp run -S` instead" in printed
