"""Helpers of the promotion tests: decisions, and commits of other production models."""

from pathlib import Path

from retrain.ml_configuration import paths
from retrain.model.model_folder import open_model_folder
from retrain.workspace.json_files import write_json


def digest(folder: Path = paths.RETRAINED) -> str:
    """The digest of a model folder."""
    return open_model_folder(folder).digest


def write_decision(outcome: str, **changes: object) -> None:
    """Writes a decision about the retrained model, and its comment."""
    decision = {
        "schema": 3,
        "outcome": outcome,
        "mode": "enforce",
        "summary": "because",
        "retrained": {"digest": digest(), "task": "letters"},
        "legacy": None,
        "best": {"digest": None, "kept": "best"},
        "holdouts": {},
        "policy": "0" * 64,
        "seed": 1,
        "evaluations": {"sealed": 1, "at_most": 50, "window": 1, "candidate": 1},
        "reasons": [],
    }
    write_json({**decision, **changes}, paths.DECISION)
    paths.COMMENT.write_text("why\n")


def serve(repository, pointer: str) -> str:
    """Commits a production pointer with this text; the id of the commit."""
    paths.PRODUCTION_POINTER.parent.mkdir(exist_ok=True)
    paths.PRODUCTION_POINTER.write_text(pointer)
    return repository.commit_all(f"serve {pointer}")
