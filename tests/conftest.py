"""The pipelines, run once by DVC on a small copy of this repository; every scenario copies the result."""

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from scratch_repository import Repository, copy_checkout

SMALLER = {
    "conf/task/mail.yaml": ("added: [solar_feed_in]", "added: [legal_notice, solar_feed_in]"),
    "conf/source/mail.yaml": ("rows_per_month: 500", "rows_per_month: 120"),
    "conf/config.yaml": ("- decision: default", "- decision: lenient"),
}


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A committed small copy: its legacy model rebuilt, its retrained model trained and judged.

    Every test process of a session takes the same one, so that the pipelines run once. It is not to be changed.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    repository, done = Repository(shared / "trained" / "repository"), shared / "trained.done"
    with FileLock(shared / "trained.lock"):
        if not done.exists():
            shutil.rmtree(repository.folder, ignore_errors=True)
            repository.folder.mkdir(parents=True)
            _run_pipelines(repository)
            done.touch()
    return repository


def _run_pipelines(repository: Repository) -> None:
    copy_checkout(repository.folder)
    for path, (old, new) in SMALLER.items():
        repository.replace(path, old, new)
    shutil.rmtree(repository.folder / "decisions/uses")
    repository.write("decisions/uses/.gitkeep", "")
    repository.run("git", "init", "--quiet", "--initial-branch", "main")
    repository.run("retrain", "params", "compose")
    repository.commit("a small copy")
    repository.make_repro()
    repository.commit("the verdict")


@pytest.fixture
def repository(trained: Repository, tmp_path: Path) -> Repository:
    """A copy of the trained repository for one scenario."""
    return trained.copy(tmp_path / "repository")
