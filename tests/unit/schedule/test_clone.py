"""A scheduled retrain works in a clone of the base branch, and overwrites nobody's commits."""

from pathlib import Path

import pytest

from retrain.ml_configuration import InputError, paths
from retrain.schedule.clone import make_clone
from retrain.schedule.run_state import BRANCH, PromotionMode, scheduled_folder


def test_a_clone_is_on_its_own_branch_at_the_base(repository):
    head = repository.commit_all("first")
    run = make_clone(PromotionMode.AUTOMATIC, "main")
    assert (run.start, run.tip) == (head, "")
    assert repository.git("-C", run.folder, "branch", "--show-current").strip() == BRANCH


def test_a_clone_inherits_the_holdout_evaluations_of_an_earlier_one(repository):
    repository.commit_all("first")
    earlier = scheduled_folder() / "clone-0"
    (earlier / paths.USES).mkdir(parents=True)
    (earlier / paths.USES / "unpublished.json").write_text("{}")
    run = make_clone(PromotionMode.AUTOMATIC, "main")
    assert (Path(run.folder) / paths.USES / "unpublished.json").read_text() == "{}"
    assert not earlier.exists()


def test_commits_of_another_person_are_not_overwritten(repository, monkeypatch):
    repository.commit_all("first")
    repository.git("switch", "--quiet", "--create", BRANCH)
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "ann@example.org")
    repository.commit_all("override")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "test@example.org")
    with pytest.raises(InputError, match=r"holds commits by ann@example\.org"):
        make_clone(PromotionMode.AUTOMATIC, "main")
