"""An experiment killed in `--temp` or in the queue resumes in the next one."""

import re

import psutil
import pytest
from killed_runs import SLOW, newest_checkpoint, start, wait_for_checkpoint

WORKER = ("-S", "training.workers=1")
EVALUATE = "src/retrain/pipeline/evaluate.py"


def kill_while_it_trains(repository, *command: str) -> None:
    """Kills a command and its child processes after its next checkpoint."""
    before = newest_checkpoint(repository)
    process = start(repository, *command)
    wait_for_checkpoint(repository, after=before)
    for running in [*psutil.Process(process.pid).children(recursive=True), process]:
        running.kill()
    process.wait()


@pytest.mark.long
def test_a_killed_experiment_resumes_in_the_next_workspace_and_queue(repository):
    repository.replace(
        EVALUATE,
        "scores = classification",
        'scores = {"marked": 1.0} | classification',
    )
    repository.commit("a change of code that the workspaces must run")
    run, run_all = ("dvc", "exp", "run", *SLOW, *WORKER), ("dvc", "exp", "run", "--run-all")
    kill_while_it_trains(repository, *run, "--temp", "--name", "killed")
    repository.run(*run, "--queue", "--name", "again")
    kill_while_it_trains(repository, *run_all)
    advice = re.search(
        r"no killed task in the queue +(\w+) -> (.+)",
        repository.run("retrain", "doctor", code=None),
    )
    repository.run(*advice[2].replace("TASK", advice[1]).split())
    repository.run(*run, "--queue", "--name", "resumed")
    assert "resuming from" in repository.run(*run_all)
    assert "resuming from" not in repository.run(*run, "--temp", "--name", "whole", "--force")
    refs = repository.run("git", "for-each-ref", "--format=%(refname)", "refs/exps").split()
    resumed, whole = (next(ref for ref in refs if ref.endswith(f"/{name}")) for name in ("resumed", "whole"))
    assert repository.run("git", "diff", "--stat", resumed, whole) == ""
    assert '"marked": 1.0' in repository.run("git", "show", f"{whole}:reports/metrics.json")
