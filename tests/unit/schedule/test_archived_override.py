"""An override stands behind a new production model where its signer committed it."""

from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from retrain.ml_configuration import InputError, paths
from retrain.schedule import pull_request_check
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import write_json

DIGEST = "0123456789abcdef"
ARCHIVE = Path("decisions", DIGEST)


@pytest.fixture(autouse=True)
def _reviewed(repository, monkeypatch):
    """A commit with another model in production, whose decision is review."""
    monkeypatch.setattr(pull_request_check, "stages_to_run", lambda shell, pipeline: [])
    monkeypatch.setattr(pull_request_check, "restore_production", lambda: None)
    monkeypatch.setattr(pull_request_check, "open_model_folder", lambda folder: SimpleNamespace(digest=DIGEST))
    repository.commit_all("base")
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    paths.PRODUCTION_POINTER.parent.mkdir()
    paths.PRODUCTION_POINTER.write_text("another")
    decision = {"retrained": {"digest": DIGEST}, "outcome": "review", "mode": "enforce"}
    write_json(decision, ARCHIVE / "decision.json")


def sign(repository, who: str) -> None:
    override = {
        "decision": "promote",
        "who": who,
        "when": "2026-01-31",
        "why": "The new tariff matters more than the label that fell.",
        "decision_sha256": file_digest(ARCHIVE / "decision.json"),
        "looked_at": ["L1"],
    }
    (ARCHIVE / "override.yaml").write_text(yaml.safe_dump(override))
    repository.commit_all("override")


def test_an_override_that_its_signer_committed_counts(repository):
    sign(repository, "test@example.org")
    _, production = pull_request_check.check_pull_request("main")
    assert production == f"production is {DIGEST}, on an override by test@example.org"


def test_an_override_that_somebody_else_committed_is_refused(repository):
    sign(repository, "somebody@example.org")
    with pytest.raises(InputError, match=r"committed by test@example\.org; sign anew"):
        pull_request_check.check_pull_request("main")
