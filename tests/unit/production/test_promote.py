"""A promotion needs a decision that promotes, and is one commit however often it is interrupted."""

import shutil
from pathlib import Path

import pytest
from promotions import digest, serve, write_decision

from retrain.ml_configuration import GateFailed, InputError, paths
from retrain.production.promote import commit, promote_retrained
from retrain.workspace.shell import Shell

REPRO = ["add --quiet models/production", "repro --quiet", "repro --quiet judge/dvc.yaml"]


def test_promotion_copies_archives_reruns_and_commits_once(workplace, repository):
    write_decision("promote")
    Path("README.md").write_text("first\n")
    first = repository.commit_all("before")
    Path("README.md").write_text("a change of the user\n")
    repository.git("add", "README.md")
    promote_retrained()
    assert digest(paths.PRODUCTION) == digest()
    assert repository.calls == REPRO
    assert repository.git("rev-list", "--count", f"{first}..HEAD").strip() == "1"
    changed = set(repository.git("show", "--format=", "--name-only", "HEAD").split())
    archive = f"decisions/{digest()}"
    assert changed == {"models/production.dvc", f"{archive}/decision.json", f"{archive}/comment.md"}
    assert (Path(archive) / "comment.md").read_text() == "why\n"
    assert repository.git("diff", "--cached", "--name-only").split() == ["README.md"]


@pytest.mark.parametrize("outcome", ["review", "reject", "identical"])
def test_a_decision_not_to_promote_changes_nothing(workplace, repository, outcome):
    write_decision(outcome)
    before = digest(paths.PRODUCTION)
    with pytest.raises(GateFailed, match=f"the decision says {outcome}, not promote: because"):
        promote_retrained()
    assert digest(paths.PRODUCTION) == before
    assert not paths.DECISIONS.exists()
    assert repository.calls == []


def test_an_interrupted_promotion_is_completed_by_the_next_call(workplace, repository, monkeypatch):
    write_decision("promote")
    first = repository.commit_all("before")
    with monkeypatch.context() as failing, pytest.raises(InputError, match="dvc repro --quiet` failed"):
        failing.setenv("DVC_FAILS", "repro")
        promote_retrained()
    assert digest(paths.PRODUCTION) == digest()
    write_decision("identical")
    promote_retrained()
    assert repository.git("rev-list", "--count", f"{first}..HEAD").strip() == "1"
    assert "identical" in repository.git("show", "HEAD:reports/decision.json")
    assert '"promote"' in (paths.DECISIONS / digest() / "decision.json").read_text()


def test_a_model_in_production_that_was_never_archived_is_judged(workplace, repository):
    shutil.rmtree(paths.PRODUCTION)
    shutil.copytree(paths.RETRAINED, paths.PRODUCTION)
    write_decision("identical")
    with pytest.raises(GateFailed):
        promote_retrained()


def test_an_archived_model_that_no_longer_serves_is_judged_again(workplace, repository):
    write_decision("review")
    (paths.DECISIONS / digest()).mkdir(parents=True)
    shutil.copyfile(paths.DECISION, paths.DECISIONS / digest() / "decision.json")
    with pytest.raises(GateFailed):
        promote_retrained()


def test_a_dry_run_of_promotion_prints_its_lines_and_changes_nothing(workplace, repository, capsys):
    write_decision("promote")
    repository.commit_all("before")
    before = digest(paths.PRODUCTION)
    promote_retrained(dry_run=True)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("$ cp -r models/retrained models/production && cp reports/decision.json")
    assert lines[1:4] == [f"$ dvc {line}" for line in REPRO]
    assert lines[-1].startswith(f"$ git commit --quiet --message 'Promote {digest()} into production' -- ")
    assert digest(paths.PRODUCTION) == before
    assert repository.calls == []
    assert repository.git("status", "--porcelain") == ""


def test_nothing_is_committed_where_nothing_changed(repository):
    serve(repository, "a")
    head = repository.git("rev-parse", "HEAD")
    commit(Shell(), "empty")
    assert repository.git("rev-parse", "HEAD") == head
