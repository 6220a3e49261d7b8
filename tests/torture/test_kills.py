"""A pipeline that is killed at random moments ends with the bytes of an uninterrupted one."""

import os
import random
import shutil

import pytest
from killing import Torture

KILLS = int(os.environ.get("TORTURE_KILLS", "0"))
A_ROUND = 15
FEW = 5
TRACKED = ("dvc.lock", "judge/dvc.lock", "models/production.dvc")
FOLDERS = (
    "models/production",
    "models/retrained",
    "reports",
    "decisions",
    "judge/predictions",
    "data",
)
CHANGES = {
    "seed: 1": "seed: 2",
    "epochs: 15": "epochs: 40",
    "patience: 4": "patience: 40",
    "workers: 0": "workers: 1",
}
REPRO, JUDGE, PROMOTE = (
    ("dvc", "repro", "--quiet"),
    ("retrain", "decision", "judge"),
    ("retrain", "promote"),
)


def state(repository) -> dict[str, bytes]:
    """Every tracked pointer and every output, byte for byte."""
    folders = (path for folder in FOLDERS for path in (repository.folder / folder).rglob("*") if path.is_file())
    return {
        str(path.relative_to(repository.folder)): path.read_bytes()
        for path in sorted([*(repository.folder / name for name in TRACKED), *folders])
    }


def differences(first: dict[str, bytes], second: dict[str, bytes]) -> list[str]:
    return sorted(path for path in first.keys() | second.keys() if first.get(path) != second.get(path))


def copy(trained, target):
    """A copy that has forgotten what DVC ran before, so that everything is computed again."""
    copied = trained.copy(target)
    shutil.rmtree(target / ".dvc/cache/runs", ignore_errors=True)
    shutil.rmtree(target / ".work", ignore_errors=True)
    return copied


def with_another_seed(trained, target):
    """A copy whose model is still to be trained, so long that most kills hit the training."""
    repository = copy(trained, target)
    for old, new in CHANGES.items():
        repository.replace("conf/training/default.yaml", old, new)
    repository.run("retrain", "params", "compose")
    repository.commit("another seed")
    return repository


@pytest.mark.long
def test_a_killed_training_ends_with_the_bytes_of_an_uninterrupted_one(trained, tmp_path):
    expected, victim = (with_another_seed(trained, tmp_path / name / "repository") for name in ("expected", "victim"))
    expected.run(*REPRO)
    torture = Torture(victim, FEW, random.Random(7))
    torture.run([REPRO], longest_wait=12)
    assert differences(state(victim), state(expected)) == []
    assert torture.killed.total() == FEW
    assert not any((victim.folder / ".work/train").iterdir())


@pytest.mark.skipif(not KILLS, reason="the long form: make torture")
def test_killed_pipelines_and_promotions_end_with_the_bytes_of_uninterrupted_ones(
    trained,
    tmp_path,
    capsys,
):
    left, seed = KILLS, 0
    expected = with_another_seed(trained, tmp_path / "expected" / "repository")
    for command in (REPRO, JUDGE, PROMOTE):
        expected.run(*command)
    wanted = state(expected)
    while left > 0:
        seed += 1
        victim = with_another_seed(trained, tmp_path / f"victim{seed}" / "repository")
        torture = Torture(victim, min(left, A_ROUND), random.Random(seed))
        torture.run([REPRO, JUDGE, PROMOTE], longest_wait=8)
        assert differences(state(victim), wanted) == []
        assert victim.run("git", "log", "--format=%s") == expected.run("git", "log", "--format=%s")
        assert victim.status() == ""
        assert not any((victim.folder / ".work/train").iterdir())
        left -= torture.killed.total()
        with capsys.disabled():
            print(
                f"round {seed}: {dict(torture.killed)} killed, repaired {dict(torture.repaired)}, {left} left",
                flush=True,
            )
        shutil.rmtree(victim.folder)
