"""How the model that serves did over the retrains, from git alone."""

import json
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from retrain.ml_configuration import InputError, paths
from retrain.workspace.shell import Shell


class _Part(BaseModel):
    """A part of a document of any age: further keys are passed over, missing ones are None."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _Model(_Part):
    digest: str = ""


class _Decision(_Part):
    outcome: str | None = None
    retrained: _Model = _Model()


class _Scores(_Part):
    macro_f1: float | None = None


class _Validation(_Part):
    legacy: _Scores = _Scores()
    retrained: _Scores = _Scores()


class _Metrics(_Part):
    validation: _Validation = _Validation()


class _Pair(_Part):
    legacy: float | None = None
    retrained: float | None = None


class _Comparison(_Part):
    macro_f1: _Pair = _Pair()


class Judged(_Part):
    """One judgement that was committed: its day, what was decided, and the figures of both models beside it."""

    day: str
    decision: _Decision
    metrics: _Metrics
    comparison: _Comparison


Document = TypeVar("Document", bound=_Part)


def judgements() -> tuple[Judged, ...]:
    """Every judgement that git knows, the oldest first.

    Raises:
        InputError: none was committed yet.
    """
    shell = Shell()
    lines = shell.output("git", "log", "--reverse", "--format=%H %cs", "--", str(paths.DECISION)).splitlines()
    if not lines:
        raise InputError(f"git knows no {paths.DECISION} yet; run `make repro` and commit what it wrote")
    return tuple(_judged(shell, *line.split()) for line in lines)


def _judged(shell: Shell, revision: str, day: str) -> Judged:
    return Judged(
        day=day,
        decision=_read(shell, revision, str(paths.DECISION), _Decision),
        metrics=_read(shell, revision, str(paths.METRICS), _Metrics),
        comparison=_read(shell, revision, str(paths.COMPARISON), _Comparison),
    )


def _read(shell: Shell, revision: str, path: str, model: type[Document]) -> Document:
    """A document of a commit; without a value where it is not there, or is of another kind than today's."""
    try:
        return model.model_validate(json.loads(shell.output("git", "show", f"{revision}:{path}")))
    except (InputError, ValidationError, ValueError):
        return model()
