"""`retrain promote` and `retrain rollback` end with the exit code that their gate and their input deserve."""

import shutil

import pytest
from promotions import digest, write_decision

from retrain.ml_configuration import paths


def test_promotion_puts_the_retrained_model_into_production(workplace, repository, retrain):
    write_decision("promote")
    repository.commit_all("before")
    code, printed, _ = retrain("promote")
    assert code == 0
    assert digest(paths.PRODUCTION) == digest()
    assert repository.git("log", "-1", "--format=%s") == f"Promote {digest()} into production\n"
    assert printed.startswith("$ cp -r models/retrained models/production")


def test_a_dry_run_of_promotion_changes_nothing(workplace, repository, retrain):
    write_decision("promote")
    head, before = repository.commit_all("before"), digest(paths.PRODUCTION)
    code, printed, _ = retrain("promote", "--dry-run")
    assert code == 0
    assert all(line.startswith("$ ") for line in printed.splitlines())
    assert (repository.git("rev-parse", "HEAD").strip(), digest(paths.PRODUCTION)) == (head, before)
    assert repository.calls == []


@pytest.mark.parametrize("outcome", ["review", "reject", "identical"])
def test_a_refused_promotion_ends_with_1(workplace, repository, retrain, outcome):
    write_decision(outcome)
    code, _, stderr = retrain("promote")
    assert (code, stderr) == (1, f"the decision says {outcome}, not promote: because\n")
    assert repository.calls == []


def test_promotion_without_a_decision_ends_with_2(workplace, repository, retrain):
    stderr = "reports/decision.json is missing; run `retrain decision judge` first\n"
    assert retrain("promote") == (2, "", stderr)


def test_restoring_leaves_production_empty_where_no_model_is_tracked(workplace, repository, retrain):
    shutil.rmtree(paths.PRODUCTION)
    assert retrain("promote", "--restore") == (0, "", "")
    assert list(paths.PRODUCTION.iterdir()) == []


def test_restoring_a_model_that_cannot_be_fetched_ends_with_2(workplace, repository, retrain, monkeypatch):
    shutil.rmtree(paths.PRODUCTION)
    paths.PRODUCTION_POINTER.write_text("outs: []\n")
    monkeypatch.setenv("DVC_FAILS", "checkout")
    code, _, stderr = retrain("promote", "--restore", "--dry-run")
    assert code == 2
    assert "no remote is configured" in stderr


def test_rollback_restores_the_previous_pointer(workplace, repository, retrain, monkeypatch):
    monkeypatch.setenv("DVC_FORMER", str(paths.RETRAINED.absolute()))
    for content in ("a", "b"):
        paths.PRODUCTION_POINTER.write_text(content)
        repository.commit_all(content)
    former = repository.git("rev-parse", "HEAD~1").strip()
    assert retrain("rollback", "--dry-run")[1].startswith(f"$ git show {former}:models/production.dvc | ")
    assert paths.PRODUCTION_POINTER.read_text() == "b"
    assert retrain("rollback")[0] == 0
    assert paths.PRODUCTION_POINTER.read_text() == "a"


def test_rollback_without_a_previous_model_ends_with_2(workplace, repository, retrain):
    repository.commit_all("start")
    code, _, stderr = retrain("rollback")
    assert code == 2
    assert stderr.endswith("no other model has served; there is nothing to roll back to\n")
