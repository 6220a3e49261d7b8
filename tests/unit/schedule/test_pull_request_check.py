"""A pull request needs lock files in step, and a decision behind a new production model."""

import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from retrain.ml_configuration import GateFailed, InputError
from retrain.schedule import pull_request_check
from retrain.schedule.pull_request_check import check_pull_request
from retrain.workspace.json_files import write_json

DIGEST = "0123456789abcdef"
ARCHIVE = Path("decisions", DIGEST)


def git(*arguments: str) -> None:
    identity = ("-c", "user.name=me", "-c", "user.email=me@example.org")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def commit(pointer: str, outcome: str = "promote") -> None:
    """Commits another model in production, and the decision about it."""
    Path("models").mkdir(exist_ok=True)
    Path("models/production.dvc").write_text(pointer)
    write_json({"retrained": {"digest": DIGEST}, "outcome": outcome, "mode": "enforce"}, ARCHIVE / "decision.json")
    git("add", ".")
    git("commit", "--quiet", "--allow-empty", "--message", pointer)


@pytest.fixture(autouse=True)
def checkout(tmp_path, monkeypatch):
    """A repository whose base has served two models; the lock files are in step, and the model of a digest is here."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pull_request_check, "stages_to_run", lambda shell, pipeline: [])
    monkeypatch.setattr(pull_request_check, "restore_production", lambda: None)
    monkeypatch.setattr(pull_request_check, "open_model_folder", lambda folder: SimpleNamespace(digest=DIGEST))
    git("init", "--quiet")
    commit("first")
    commit("second")
    git("update-ref", "refs/remotes/origin/main", "HEAD")


def test_a_stale_lock_file_is_named(monkeypatch):
    monkeypatch.setattr(
        pull_request_check, "stages_to_run", lambda shell, pipeline: ["train"] if "judge" not in pipeline else []
    )
    with pytest.raises(InputError, match="not in step with train; run `make repro`"):
        check_pull_request("main")


def test_an_unchanged_or_earlier_production_model_needs_no_decision():
    assert check_pull_request("main")[1] == "models/production.dvc is that of origin/main"
    commit("first", "reject")
    assert check_pull_request("main")[1] == "models/production.dvc is that of a model that has served"


def test_another_model_needs_a_decision_of_its_own():
    commit("third")
    assert check_pull_request("main")[1] == f"production is {DIGEST}, on its own decision"
    commit("fourth", "reject")
    with pytest.raises(GateFailed, match="says reject"):
        check_pull_request("main")
    (ARCHIVE / "decision.json").unlink()
    with pytest.raises(InputError, match="is missing"):
        check_pull_request("main")
    write_json({"retrained": {"digest": "f" * 16}}, ARCHIVE / "decision.json")
    with pytest.raises(InputError, match="is about ffff"):
        check_pull_request("main")
