"""However often a search is killed, through DVC and on two workers, it ends with the bytes of one left alone."""

import os
import random
import shutil

import pytest
from killing import Torture

KILLS = int(os.environ.get("TORTURE_KILLS", "0")) // 3
SEARCH = ("dvc", "repro", "--quiet", "search/dvc.yaml")
FOUND = ("search/dvc.lock", "reports/search/*.[cjy]*", ".work/search/*/trials/*/result.json")
TRIALS = 12


def found(repository) -> dict[str, bytes]:
    """What a search leaves, byte for byte."""
    files = sorted(path for pattern in FOUND for path in repository.folder.glob(pattern))
    return {str(path.relative_to(repository.folder)): path.read_bytes() for path in files}


def with_longer_trials(road, target):
    """A copy whose search is still to run."""
    shutil.copytree(road.folder, target, symlinks=True)
    repository = type(road)(target)
    repository.replace("conf/search/default.yaml", "trials: 30 ", f"trials: {TRIALS} ")
    repository.replace("conf/training/default.yaml", "epochs: 15", "epochs: 40")
    repository.run("retrain", "params", "compose")
    repository.commit("longer trials")
    return repository


@pytest.mark.skipif(not KILLS, reason="the long form: make torture")
def test_a_search_on_two_workers_killed_through_dvc_ends_as_if_nothing_had_happened(road, tmp_path, capsys):
    expected, victim = (with_longer_trials(road, tmp_path / name / "repository") for name in ("expected", "victim"))
    expected.run(*SEARCH)
    torture = Torture(victim, KILLS, random.Random(3))
    torture.run([SEARCH], longest=15)
    assert found(victim) == found(expected)
    assert len(found(victim)) == TRIALS + 4
    with capsys.disabled():
        print(f"search: {dict(torture.killed)} killed, mended {dict(torture.mended)}", flush=True)
