"""Released models: an immutable folder for each model that has served, and its commit in git."""

from dataclasses import dataclass
from pathlib import Path

from retrain.ml_configuration import InputError, paths
from retrain.model.model_folder import contains_model, open_model_folder
from retrain.workspace.atomic import replace_folder
from retrain.workspace.json_files import read_json
from retrain.workspace.shell import Shell

POINTER = str(paths.PRODUCTION_POINTER)
MIN_PREFIX = 6


@dataclass(frozen=True)
class ReleasedModel:
    """A model that has served.

    Attributes:
        digest: its digest; None for the previous model, of which git has only the pointer.
        revision: the commit that has its pointer; None where only its release folder is left.
    """

    digest: str | None
    revision: str | None

    def __str__(self) -> str:
        """The model's name in a commit message."""
        return f"the model {self.digest}" if self.digest else f"the model of {str(self.revision)[:12]}"

    @property
    def release(self) -> Path | None:
        """The folder of its release; None where it is missing or damaged."""
        if self.digest is None or not release_is_intact(self.digest):
            return None
        return release_folder(self.digest)


def release_folder(digest: str) -> Path:
    """The path of the release of a digest."""
    return paths.RELEASES / digest


def store_release(model: Path) -> Path:
    """The release of a model folder, copied unless an intact one exists.

    Raises:
        InputError: the folder holds no model, or its files differ from its manifest.
    """
    digest = open_model_folder(model).digest
    if not release_is_intact(digest):
        paths.RELEASES.mkdir(parents=True, exist_ok=True)
        replace_folder(model, release_folder(digest))
    return release_folder(digest)


def intact_releases() -> frozenset[str]:
    """The digests of the releases that contain the model of their name, undamaged."""
    return frozenset(filter(release_is_intact, [folder.name for folder in paths.RELEASES.glob("[0-9a-f]*")]))


def release_is_intact(digest: str) -> bool:
    """True where the release of a digest exists and every file matches its manifest."""
    try:
        return contains_model(release_folder(digest), digest)
    except InputError:
        return False


def find_released(shell: Shell, name: str) -> ReleasedModel:
    """The model that has served and whose digest is this name or begins with it.

    Raises:
        InputError: there is no such model, there are several, or the name is too short.
    """
    revisions = _revisions(shell)
    known = sorted({*revisions, *intact_releases()})
    matches = [digest for digest in known if digest.startswith(name)]
    if len(name) < MIN_PREFIX or len(matches) != 1:
        choices = ", ".join(known) or "there is none yet"
        raise InputError(
            f"{name!r} names no model that has served, or several; "
            f"give {MIN_PREFIX} or more characters of one of these: {choices}"
        )
    return ReleasedModel(matches[0], revisions.get(matches[0]))


def previous_model(shell: Shell) -> ReleasedModel:
    """The model of the newest commit whose production pointer differs from that of HEAD.

    Raises:
        InputError: there is no such commit.
    """
    revisions = shell.output("git", "log", "--format=%H", "--", POINTER).split()
    present = pointer_at(shell, "HEAD") if revisions else ""
    for revision in revisions[1:]:
        pointer = pointer_at(shell, revision)
        if pointer and pointer != present:
            return ReleasedModel(None, revision)
    raise InputError(f"{POINTER}: no other model has served; there is nothing to roll back to")


def pointer_at(shell: Shell, revision: str) -> str:
    """The production pointer in a commit; empty where the commit has none."""
    blob = f"{revision}:{POINTER}"
    return shell.output("git", "show", blob) if shell.succeeds("git", "cat-file", "-e", blob) else ""


def _revisions(shell: Shell) -> dict[str, str]:
    """Digest of each model -> the commit that has its pointer.

    That is the commit of its promotion; for a model that was never promoted here, the commit before
    the next one's.
    """
    promoted: dict[str, str] = {}
    never_promoted: dict[str, str] = {}
    for archive in paths.DECISIONS.glob(f"[0-9a-f]*/{paths.DECISION.name}"):
        added = ("git", "log", "-1", "--diff-filter=A", "--format=%H", "--", str(archive))
        revision = shell.output(*added).strip()
        if not revision:
            continue
        promoted[archive.parent.name] = revision
        legacy = read_json(archive)["legacy"]
        if legacy and pointer_at(shell, f"{revision}^"):
            never_promoted[legacy["digest"]] = f"{revision}^"
    return never_promoted | promoted
