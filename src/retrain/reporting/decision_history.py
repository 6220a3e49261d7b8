"""The committed decisions with both models' scores, read from git."""

import json
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from retrain.ml_configuration import InputError, paths
from retrain.workspace.shell import Shell


class _AnySchema(BaseModel):
    """Part of a document of any schema version: further keys are ignored, missing ones are None."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _Model(_AnySchema):
    digest: str = ""


class _Decision(_AnySchema):
    outcome: str | None = None
    retrained: _Model = _Model()


class _Scores(_AnySchema):
    macro_f1: float | None = None


class _Validation(_AnySchema):
    legacy: _Scores = _Scores()
    retrained: _Scores = _Scores()


class _Metrics(_AnySchema):
    validation: _Validation = _Validation()


class _ScorePair(_AnySchema):
    legacy: float | None = None
    retrained: float | None = None


class _Comparison(_AnySchema):
    macro_f1: _ScorePair = _ScorePair()


class CommittedDecision(_AnySchema):
    """A decision in git: the day of its commit, the outcome, and both models' scores."""

    day: str
    decision: _Decision
    metrics: _Metrics
    comparison: _Comparison


AnyDocument = TypeVar("AnyDocument", bound=_AnySchema)


def committed_decisions() -> tuple[CommittedDecision, ...]:
    """Every decision in git's history, the oldest first.

    Raises:
        InputError: none was committed yet.
    """
    shell = Shell()
    log = shell.output("git", "log", "--reverse", "--format=%H %cs", "--", str(paths.DECISION))
    if not log.strip():
        raise InputError(f"no commit has {paths.DECISION} yet; run `make repro` and commit its output")
    return tuple(_committed_decision(shell, *line.split()) for line in log.splitlines())


def _committed_decision(shell: Shell, revision: str, day: str) -> CommittedDecision:
    return CommittedDecision(
        day=day,
        decision=_read(shell, revision, str(paths.DECISION), _Decision),
        metrics=_read(shell, revision, str(paths.METRICS), _Metrics),
        comparison=_read(shell, revision, str(paths.COMPARISON), _Comparison),
    )


def _read(shell: Shell, revision: str, path: str, model: type[AnyDocument]) -> AnyDocument:
    """A document of a commit; one without values where the file is missing or not of this kind."""
    try:
        return model.model_validate(json.loads(shell.output("git", "show", f"{revision}:{path}")))
    except (InputError, ValidationError, ValueError):
        return model()
