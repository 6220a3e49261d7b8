"""A killed training on two processes resumes; a run waits for a stage that outlived its DVC."""

import psutil
import pytest
from killed_runs import SLOW, start, wait_for, wait_for_checkpoint

PROCESSES = (
    "training.devices=2",
    "training.strategy=ddp",
    "training.epochs=12",
    "training.patience=12",
)


@pytest.mark.long
def test_a_killed_stage_of_two_processes_resumes(repository):
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
    with (repository.folder.parent / "output.txt").open("w+") as output:
        second = start(repository, "dvc", "repro", output=output)
        wait_for(lambda: "outlived its DVC; waiting" in (repository.folder.parent / "output.txt").read_text())
        orphan.resume()
        assert second.wait() == 0
    assert "up to date" in repository.run("dvc", "status", "dvc.yaml")
