"""A killed run goes on where it stopped, in the workspace, in `--temp` and in the queue."""

import re
import subprocess
import time
from contextlib import suppress

import psutil
import pytest

SLOW = ("-S", "training.epochs=10", "-S", "training.patience=10", "-S", "training.batch_size=16")
WORKER = ("-S", "training.workers=1")
PROCESSES = ("training.devices=2", "training.strategy=ddp", "training.epochs=12", "training.patience=12")
EVALUATE = "src/retrain/pipeline/evaluate.py"


def start(repository, *command: str, said=subprocess.DEVNULL) -> subprocess.Popen:
    """A command in a process group of its own."""
    return subprocess.Popen(
        command,
        cwd=repository.folder,
        env=repository.environment(),
        stdout=said,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def wait_for(condition) -> None:
    deadline = time.monotonic() + 90
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def newest_checkpoint(repository) -> int:
    """When it was written; 0 before the first."""
    with suppress(FileNotFoundError):
        return max((path.stat().st_mtime_ns for path in repository.folder.glob(".work/train/*/newest.ckpt")), default=0)
    return 0


def wait_for_checkpoint(repository, after: int = 0) -> None:
    wait_for(lambda: newest_checkpoint(repository) > after)


def kill_while_it_trains(repository, *command: str) -> None:
    """Kills a command and all that it started after its next checkpoint."""
    before, process = newest_checkpoint(repository), start(repository, *command)
    wait_for_checkpoint(repository, after=before)
    for each in [*psutil.Process(process.pid).children(recursive=True), process]:
        each.kill()
    process.wait()


@pytest.mark.long
def test_an_experiment_killed_in_a_workspace_and_in_a_queue_goes_on_in_the_next_one(repository):
    repository.replace(EVALUATE, "scores = classification", 'scores = {"marked": 1.0} | classification')
    repository.commit("a change of code that the workspaces must run")
    run, run_all = ("dvc", "exp", "run", *SLOW, *WORKER), ("dvc", "exp", "run", "--run-all")
    kill_while_it_trains(repository, *run, "--temp", "--name", "killed")
    repository.run(*run, "--queue", "--name", "again")
    kill_while_it_trains(repository, *run_all)
    found = re.search(r"no killed task in the queue +(\w+) -> (.+)", repository.run("retrain", "doctor", code=None))
    repository.run(*found[2].replace("TASK", found[1]).split())
    repository.run(*run, "--queue", "--name", "resumed")
    assert "resuming from" in repository.run(*run_all)
    assert "resuming from" not in repository.run(*run, "--temp", "--name", "whole", "--force")
    refs = repository.run("git", "for-each-ref", "--format=%(refname)", "refs/exps").split()
    resumed, whole = (next(ref for ref in refs if ref.endswith(f"/{name}")) for name in ("resumed", "whole"))
    assert repository.run("git", "diff", "--stat", resumed, whole) == ""
    assert '"marked": 1.0' in repository.run("git", "show", f"{whole}:reports/metrics.json")


@pytest.mark.long
def test_a_stage_on_two_processes_that_is_killed_goes_on(repository):
    train = ("python", "-m", "train", *PROCESSES)
    repository.run(*train)
    whole = repository.text("models/retrained/manifest.json")
    process = start(repository, *train)
    wait_for_checkpoint(repository)
    process.kill()
    process.wait()
    assert "resuming from" in repository.run(*train)
    assert repository.text("models/retrained/manifest.json") == whole


def test_a_second_run_waits_for_the_stage_of_a_killed_dvc(repository):
    repository.run("retrain", "params", "compose", *SLOW)
    first = start(repository, "dvc", "repro")
    wait_for_checkpoint(repository)
    orphan = psutil.Process(first.pid).children(recursive=True)[-1]
    orphan.suspend()
    first.kill()
    first.wait()
    with (repository.folder.parent / "said.txt").open("w+") as said:
        second = start(repository, "dvc", "repro", said=said)
        wait_for(lambda: "outlived its DVC; waiting" in (repository.folder.parent / "said.txt").read_text())
        orphan.resume()
        assert second.wait() == 0
    assert "up to date" in repository.run("dvc", "status", "dvc.yaml")
