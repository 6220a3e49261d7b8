"""The committed decisions with both models' scores, read from git."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from retrain.ml_configuration import InputError, paths
from retrain.workspace.shell import Shell

SCORES = (
    (paths.METRICS, ("validation", "legacy", "macro_f1")),
    (paths.METRICS, ("validation", "retrained", "macro_f1")),
    (paths.COMPARISON, ("macro_f1", "legacy")),
    (paths.COMPARISON, ("macro_f1", "retrained")),
)


class CommittedDecision(NamedTuple):
    """A decision in git, of any schema version.

    Attributes:
        day: of its commit.
        digest: of the retrained model; "" where the document has none.
        outcome: None where the document has none.
        macro_f1: legacy and retrained model on the validation rows, then both on the recent
            holdout; None where a document is missing or has another schema.
    """

    day: str
    digest: str
    outcome: str | None
    macro_f1: tuple[float | None, ...]


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
    documents = {path: _read(shell, revision, path) for path in (paths.DECISION, paths.METRICS, paths.COMPARISON)}
    digest = _value(documents[paths.DECISION], ("retrained", "digest"))
    outcome = _value(documents[paths.DECISION], ("outcome",))
    scores = tuple(_value(documents[path], keys) for path, keys in SCORES)
    return CommittedDecision(day, digest or "", outcome, scores)


def _read(shell: Shell, revision: str, path: Path) -> Any:  # noqa: ANN401
    """A document of a commit; None where the file is missing or no JSON."""
    try:
        return json.loads(shell.output("git", "show", f"{revision}:{path}"))
    except ValueError:
        return None


def _value(document: Any, keys: tuple[str, ...]) -> Any:  # noqa: ANN401
    for key in keys:
        document = document.get(key) if isinstance(document, dict) else None
    return document
