"""A rollback restores the files and the pointer of a model that has served, in one commit."""

import shutil
from pathlib import Path

import pytest
from promotions import digest, serve, write_decision

from retrain.ml_configuration import InputError, paths
from retrain.production.promote import promote_retrained
from retrain.production.releases import release_is_intact, store_release
from retrain.production.rollback import roll_back
from retrain.workspace.atomic import replace_folder

REPRO = ["repro --quiet", "repro --quiet judge/dvc.yaml"]


@pytest.fixture
def previous_in_dvc(repository, tiny_run, monkeypatch):
    """The digest of the model that DVC has for the pointer of a former model."""
    monkeypatch.setenv("DVC_FORMER", str(tiny_run / paths.PRODUCTION))
    return digest(tiny_run / paths.PRODUCTION)


def test_rollback_restores_the_previous_model_and_its_pointer_in_one_commit(repository, previous_in_dvc):
    former = serve(repository, "a")
    last = serve(repository, "b")
    roll_back()
    assert paths.PRODUCTION_POINTER.read_text() == "a"
    assert digest(paths.PRODUCTION) == previous_in_dvc
    assert repository.calls == [
        "checkout --quiet --force models/former.dvc",
        "commit --quiet --force models/production.dvc",
        *REPRO,
    ]
    assert sorted(path.name for path in Path("models").iterdir()) == ["production", "production.dvc", "releases"]
    assert repository.git("log", "--format=%s", f"{last}..HEAD").splitlines() == [
        f"Roll production back to the model of {former[:12]}"
    ]


def test_a_dry_run_of_rollback_changes_nothing(repository, capsys):
    former = serve(repository, "a")
    serve(repository, "b")
    roll_back(dry_run=True)
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        f"$ git show {former}:models/production.dvc | sed 's/path: production/path: former/' > models/former.dvc",
        "$ dvc pull --quiet models/former.dvc",
        "$ cp -r models/former models/production",
        f"$ git checkout {former} -- models/production.dvc",
    ]
    assert paths.PRODUCTION_POINTER.read_text() == "b"
    assert repository.calls == []


def test_a_rollback_by_digest_serves_a_release_that_git_does_not_know(workplace, repository):
    old = digest(paths.PRODUCTION)
    write_decision("promote")
    repository.commit_all("before")
    promote_retrained()
    roll_back(old[:8])
    assert digest(paths.PRODUCTION) == old
    assert repository.calls[3:] == ["add --quiet models/production", "repro --quiet", "repro --quiet judge/dvc.yaml"]
    assert repository.git("log", "-1", "--format=%s").strip() == f"Roll production back to the model {old}"


def test_a_dry_run_of_a_rollback_by_digest_changes_nothing(workplace, repository, capsys):
    old = store_release(paths.PRODUCTION).name
    replace_folder(paths.RETRAINED, paths.PRODUCTION)
    roll_back(old, dry_run=True)
    assert capsys.readouterr().out.startswith(f"$ cp -r models/releases/{old} models/production\n")
    assert digest(paths.PRODUCTION) == digest(paths.RETRAINED)


@pytest.fixture
def promoted(workplace, repository):
    """The digests of the first model and of the one that was promoted after it, both pointers committed."""
    digests = digest(paths.PRODUCTION), digest(paths.RETRAINED)
    paths.PRODUCTION_POINTER.write_text("first")
    write_decision("promote", legacy={"digest": digests[0]})
    repository.commit_all("before")
    promote_retrained()
    return digests


def test_a_rollback_by_digest_restores_the_pointer_from_git(promoted, repository):
    first, second = promoted
    pointer = paths.PRODUCTION_POINTER.read_text()
    roll_back(first)
    assert (digest(paths.PRODUCTION), paths.PRODUCTION_POINTER.read_text()) == (first, "first")
    roll_back(second)
    assert (digest(paths.PRODUCTION), paths.PRODUCTION_POINTER.read_text()) == (second, pointer)
    assert not any("former" in call for call in repository.calls)
    assert repository.git("status", "--porcelain", "models/production.dvc") == ""


def test_without_the_release_the_model_is_fetched_from_the_cache_then_the_remote(
    promoted, repository, monkeypatch, tmp_path
):
    first, _ = promoted
    shutil.move(paths.RELEASES / first, tmp_path / "kept")
    monkeypatch.setenv("DVC_FORMER", str(tmp_path / "kept"))
    monkeypatch.setenv("DVC_FAILS", "checkout")
    roll_back(first)
    assert digest(paths.PRODUCTION) == first
    assert "pull --quiet --force models/former.dvc" in repository.calls
    assert release_is_intact(first)


def test_a_pointer_that_is_another_model_s_changes_nothing(promoted, repository, monkeypatch):
    first, second = promoted
    shutil.rmtree(paths.RELEASES / first)
    monkeypatch.setenv("DVC_FORMER", str(paths.RETRAINED.absolute()))
    with pytest.raises(InputError, match=f"its models/production.dvc is that of {second}, not of {first}"):
        roll_back(first)
    assert digest(paths.PRODUCTION) == second
    assert not Path("models/former.dvc").exists()


def test_an_unknown_digest_is_refused_with_those_that_are_known(workplace, repository):
    release = store_release(paths.RETRAINED)
    with pytest.raises(InputError, match=f"'123456' names no model that has served, .* {release.name}"):
        roll_back("123456")
