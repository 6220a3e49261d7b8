"""A search that is killed at random moments ends with the bytes of an uninterrupted one."""

import os
import random

import pytest
from killing import Torture

KILLS = int(os.environ.get("TORTURE_KILLS", "0")) // 3
SEARCH = ("dvc", "repro", "--quiet", "search/dvc.yaml")
SEARCH_FILES = ("search/dvc.lock", "reports/search/*.[cjy]*", ".work/search/*/trials/*/result.json")
TRIALS = 12


def search_files(repository) -> dict[str, bytes]:
    """The files that a search writes, byte for byte."""
    files = sorted(path for pattern in SEARCH_FILES for path in repository.folder.glob(pattern))
    return {str(path.relative_to(repository.folder)): path.read_bytes() for path in files}


def with_longer_trials(trained, target):
    """A copy whose search is still to run."""
    repository = trained.copy(target)
    repository.replace("conf/search/default.yaml", "trials: 30 ", f"trials: {TRIALS} ")
    repository.replace("conf/training/default.yaml", "epochs: 15", "epochs: 40")
    repository.run("retrain", "params", "compose")
    repository.commit("longer trials")
    return repository


@pytest.mark.skipif(not KILLS, reason="the long form: make torture")
def test_a_killed_search_on_two_workers_ends_with_the_bytes_of_an_uninterrupted_one(
    trained,
    tmp_path,
    capsys,
):
    expected, victim = (with_longer_trials(trained, tmp_path / name / "repository") for name in ("expected", "victim"))
    expected.run(*SEARCH)
    torture = Torture(victim, KILLS, random.Random(3))
    torture.run([SEARCH], longest_wait=15)
    assert search_files(victim) == search_files(expected)
    assert len(search_files(victim)) == TRIALS + 4
    with capsys.disabled():
        print(f"search: {dict(torture.killed)} killed, repaired {dict(torture.repaired)}", flush=True)
