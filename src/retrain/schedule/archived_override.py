"""An expert's override of an archived decision, as the check of a pull request reads it."""

from pathlib import Path

from retrain.judge.override import file_author, override_file, read_override
from retrain.ml_configuration import InputError
from retrain.ml_configuration.override import Override
from retrain.workspace.digests import file_digest


def archived_override(digest: str, decision: Path) -> Override | None:
    """The override of an archived decision, committed by its author; None without a file.

    Raises:
        InputError: a field is invalid, it is of another decision, or another person committed it.
    """
    override = read_override(digest)
    if override is None:
        return None
    file = override_file(digest)
    author = file_author(file)
    if author != override.who or override.decision_sha256 != file_digest(decision):
        raise InputError(f"{file}: of another decision, or committed by {author}; sign anew")
    return override
