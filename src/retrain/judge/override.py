"""An expert's override: written by a command, committed by the person, demanded by promotion."""

import shlex
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from retrain.ml_configuration import GateFailed, InputError, Outcome, paths
from retrain.ml_configuration.override import Override
from retrain.workspace.atomic import replace_file
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import needed, read_document, validated
from retrain.workspace.shell import Shell


def override_file(digest: str) -> Path:
    """Where the override of the decision about a model lies."""
    return paths.DECISIONS / digest / "override.yaml"


def write_override(why: str, looked_at: Sequence[str]) -> str:
    """What to type next, once an override of the present decision is written: promote all the same.

    Raises:
        InputError: there is no decision to override, or a field is not what `Override` asks for.
    """
    decision = read_document(needed(paths.DECISION, "`retrain decision judge` first"))
    if decision["outcome"] == Outcome.IDENTICAL:
        raise InputError("the retrained model serves already: there is nothing to override")
    given = {
        "decision": Outcome.PROMOTE,
        "who": _committer(),
        "when": datetime.now(tz=UTC).date(),
        "why": why,
        "decision_sha256": file_digest(paths.DECISION),
        "looked_at": looked_at,
    }
    file = override_file(decision["retrained"]["digest"])
    override = validated(Override, given, str(file))
    replace_file(file, yaml.safe_dump(override.model_dump(mode="json"), sort_keys=False, allow_unicode=True).encode())
    lines = (f"git add {file}", f"git commit --message {shlex.quote(why)}", "retrain promote")
    return "\n".join([f"{file} is written; commit it, then promote:", *lines])


def read_override(digest: str) -> Override | None:
    """The override that lies there for a model, whatever it is worth; None without a file.

    Raises:
        InputError: the file is not what `Override` asks for.
    """
    file = override_file(digest)
    return validated(Override, _parsed(file), str(file)) if file.is_file() else None


def standing_override(digest: str) -> Override | None:
    """The override of the present decision about a model, committed by the person who signs it; None without a file.

    Raises:
        InputError: the file is not what `Override` asks for, not committed, or committed by
            somebody else.
        GateFailed: it overrides another decision.
    """
    file, shell, override = override_file(digest), Shell(), read_override(digest)
    if override is None:
        return None
    if not shell.succeeds("git", "cat-file", "-e", f"HEAD:{file}") or shell.output("git", "status", "-s", str(file)):
        raise InputError(f"{file} is not committed as it is; run `git add {file}` and `git commit`")
    author = shell.output("git", "log", "-1", "--format=%ae", "--", str(file)).strip()
    if author != override.who:
        raise InputError(f"{file}: it is signed by {override.who} and was committed by {author}; sign your own")
    if override.decision_sha256 != file_digest(paths.DECISION):
        raise GateFailed(
            f"{file} overrides another decision than {paths.DECISION}; look again, then "
            "sign anew with `retrain decision override`, or remove the file"
        )
    return override


def _committer() -> str:
    """The e-mail address under which git would commit now."""
    return Shell().output("git", "var", "GIT_AUTHOR_IDENT").rpartition(">")[0].rpartition("<")[2]


def _parsed(file: Path) -> Any:  # noqa: ANN401
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise InputError(f"{file}: {' '.join(str(error).split())}") from error
