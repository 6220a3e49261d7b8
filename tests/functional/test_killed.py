"""What is left behind by a kill is taken up again."""

import os
import signal
import subprocess
import time

import psutil
import pytest

SLOW = ("-S", "training.epochs=20", "-S", "training.patience=20", "-S", "training.batch_size=16")


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


def wait_for_checkpoint(repository) -> None:
    wait_for(lambda: list(repository.folder.glob(".work/train/*/newest.ckpt")))


@pytest.fixture
def unrecorded(repository):
    """The repository without DVC's memory of former runs."""
    subprocess.run(["rm", "-rf", str(repository.folder / ".dvc/cache/runs")], check=True)
    return repository


def test_an_experiment_killed_in_a_temporary_workspace_goes_on_in_the_next_one(unrecorded):
    run = ("dvc", "exp", "run", "--temp", *SLOW, "--name")
    process = start(unrecorded, *run, "killed")
    wait_for_checkpoint(unrecorded)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert "going on from" in unrecorded.run(*run, "resumed")
    subprocess.run(["rm", "-rf", str(unrecorded.folder / ".dvc/cache/runs")], check=True)
    assert "going on from" not in unrecorded.run(*run, "whole", "--force")
    refs = unrecorded.run("git", "for-each-ref", "--format=%(refname)", "refs/exps").split()
    resumed, whole = (next(ref for ref in refs if ref.endswith(f"/{name}")) for name in ("resumed", "whole"))
    assert unrecorded.run("git", "diff", "--stat", resumed, whole) == ""


def test_a_second_run_waits_for_the_stage_of_a_killed_dvc(unrecorded):
    unrecorded.run("retrain", "params", "compose", *SLOW)
    first = start(unrecorded, "dvc", "repro")
    wait_for_checkpoint(unrecorded)
    orphan = psutil.Process(first.pid).children(recursive=True)[-1]
    orphan.suspend()
    first.kill()
    first.wait()
    with (unrecorded.folder.parent / "said.txt").open("w+") as said:
        second = start(unrecorded, "dvc", "repro", said=said)
        wait_for(lambda: "outlived its DVC; waiting" in (unrecorded.folder.parent / "said.txt").read_text())
        orphan.resume()
        assert second.wait() == 0
    assert "up to date" in unrecorded.run("dvc", "status", "dvc.yaml")
