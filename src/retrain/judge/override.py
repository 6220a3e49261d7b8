"""An expert's override of a decision, which the expert commits and promotion reads."""

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
from retrain.workspace.json_files import parse_model, read_json, require_file
from retrain.workspace.shell import Shell


def override_file(digest: str) -> Path:
    """The file of the override for a model."""
    return paths.DECISIONS / digest / "override.yaml"


def write_override(why: str, looked_at: Sequence[str]) -> str:
    """Writes an override that promotes the retrained model, and returns the commands that follow.

    Args:
        why: the reason, in at least twenty characters.
        looked_at: ids of the rows that the expert has read.

    Raises:
        InputError: there is no decision to override, or a field is invalid.
    """
    decision = read_json(require_file(paths.DECISION, "`retrain decision judge` first"))
    if decision["outcome"] == Outcome.IDENTICAL:
        raise InputError("the retrained model is in production: there is nothing to override")
    fields = {
        "decision": Outcome.PROMOTE,
        "who": _committer(),
        "when": datetime.now(tz=UTC).date(),
        "why": why,
        "decision_sha256": file_digest(paths.DECISION),
        "looked_at": looked_at,
    }
    file = override_file(decision["retrained"]["digest"])
    override = parse_model(Override, fields, str(file))
    text = yaml.safe_dump(override.model_dump(mode="json"), sort_keys=False, allow_unicode=True)
    replace_file(file, text.encode())
    lines = (f"git add {file}", f"git commit --message {shlex.quote(why)}", "retrain promote")
    return "\n".join([f"{file} is written; commit it, then promote:", *lines])


def read_override(digest: str) -> Override | None:
    """The override for a model, whether or not it is committed and current; None without a file.

    Raises:
        InputError: a field is invalid.
    """
    file = override_file(digest)
    return parse_model(Override, _parsed(file), str(file)) if file.is_file() else None


def override_note(digest: str) -> str:
    """The end of a promotion's commit message: who overrode the decision; empty without a file."""
    override = read_override(digest)
    return f" on an override by {override.who}" if override else ""


def committed_override(digest: str) -> Override | None:
    """The override that promotes against the present decision; None without a file.

    Raises:
        InputError: a field is invalid, or the file is not committed, or by another person.
        GateFailed: it overrides another decision, or does not promote.
    """
    override = read_override(digest)
    if override is None:
        return None
    file = override_file(digest)
    shell = Shell()
    is_in_head = shell.succeeds("git", "cat-file", "-e", f"HEAD:{file}")
    if not is_in_head or shell.output("git", "status", "-s", str(file)):
        raise InputError(f"{file} has uncommitted changes; run `git add {file}` and `git commit`")
    author = file_author(file)
    if author != override.who:
        signed = f"signed by {override.who}, but committed by {author}"
        raise InputError(f"{file}: {signed}; sign an override of your own")
    if override.decision_sha256 != file_digest(paths.DECISION):
        raise GateFailed(
            f"{file} overrides another decision than {paths.DECISION}; read that one, then "
            "sign again with `retrain decision override`, or remove the file"
        )
    if override.decision is not Outcome.PROMOTE:
        raise GateFailed(f"{file} says {override.decision}: {override.why}")
    return override


def file_author(file: Path) -> str:
    """The e-mail address of the author of a file's last commit."""
    return Shell().output("git", "log", "-1", "--format=%ae", "--", str(file)).strip()


def _committer() -> str:
    """The e-mail address with which git would commit."""
    return Shell().output("git", "var", "GIT_AUTHOR_IDENT").rpartition(">")[0].rpartition("<")[2]


def _parsed(file: Path) -> Any:  # noqa: ANN401
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise InputError(f"{file}: {' '.join(str(error).split())}") from error
