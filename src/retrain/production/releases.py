"""Models that have served: the release of each, that nothing changes any more, and where git keeps its pointer."""

from dataclasses import dataclass
from pathlib import Path

from retrain.ml_configuration import InputError, paths
from retrain.model.model_folder import holds, open_model_folder
from retrain.workspace.atomic import replace_folder
from retrain.workspace.json_files import read_document
from retrain.workspace.shell import Shell

POINTER = str(paths.PRODUCTION_POINTER)
SHORTEST = 6


@dataclass(frozen=True)
class Served:
    """A model that has served.

    Attributes:
        digest: names it; None for the former model, of which git knows the pointer alone.
        revision: the commit that holds its pointer; None where nothing but a release is left.
    """

    digest: str | None
    revision: str | None

    def __str__(self) -> str:
        """Its name in a commit message."""
        return f"the model {self.digest}" if self.digest else f"the model of {str(self.revision)[:12]}"

    @property
    def release(self) -> Path | None:
        """The folder of its release; None where that is not there or not whole."""
        return release_folder(self.digest) if self.digest and is_whole(self.digest) else None


def release_folder(digest: str) -> Path:
    """Where the release of a digest lies."""
    return paths.RELEASES / digest


def keep_release(model: Path) -> Path:
    """The release of a model folder: the one that lies there already, or a copy; a damaged one is replaced.

    Raises:
        InputError: the folder holds no model, or its files are not those of its manifest.
    """
    digest = open_model_folder(model).digest
    if not is_whole(digest):
        paths.RELEASES.mkdir(parents=True, exist_ok=True)
        replace_folder(model, release_folder(digest))
    return release_folder(digest)


def whole_releases() -> frozenset[str]:
    """The digests of the releases that are what their names say."""
    return frozenset(folder.name for folder in paths.RELEASES.glob("[0-9a-f]*") if is_whole(folder.name))


def is_whole(digest: str) -> bool:
    """True where the release of a digest lies and each file is that of its manifest."""
    try:
        return holds(release_folder(digest), digest)
    except InputError:
        return False


def find_served(shell: Shell, name: str) -> Served:
    """The model that has served and whose digest is this name, or begins with it.

    Raises:
        InputError: there is none, or several, or the name is too short.
    """
    revisions = _revisions(shell)
    known = sorted({*revisions, *whole_releases()})
    found = [digest for digest in known if digest.startswith(name)]
    if len(name) < SHORTEST or len(found) != 1:
        raise InputError(
            f"{name!r} names no model that has served, or several; give {SHORTEST} or more characters of one of these: "
            f"{', '.join(known) or 'there is none yet'}"
        )
    return Served(found[0], revisions.get(found[0]))


def former_model(shell: Shell) -> Served:
    """The model of the newest commit whose production pointer differs from the present commit's.

    Raises:
        InputError: there is none.
    """
    revisions = shell.output("git", "log", "--format=%H", "--", POINTER).split()
    present = pointer_at(shell, "HEAD") if revisions else ""
    for revision in revisions[1:]:
        former = pointer_at(shell, revision)
        if former and former != present:
            return Served(None, revision)
    raise InputError(f"{POINTER}: git knows no other model that served; there is nothing to roll back to")


def pointer_at(shell: Shell, revision: str) -> str:
    """The production pointer of a commit; empty where it has none."""
    place = f"{revision}:{POINTER}"
    return shell.output("git", "show", place) if shell.succeeds("git", "cat-file", "-e", place) else ""


def _revisions(shell: Shell) -> dict[str, str]:
    """The commit that holds each model's pointer: its promotion, or for a first model the commit before the next's."""
    promoted, before = {}, {}
    for archive in paths.DECISIONS.glob(f"[0-9a-f]*/{paths.DECISION.name}"):
        added = ("git", "log", "-1", "--diff-filter=A", "--format=%H", "--", str(archive))
        if revision := shell.output(*added).strip():
            promoted[archive.parent.name] = revision
            legacy = read_document(archive)["legacy"]
            if legacy and pointer_at(shell, f"{revision}^"):
                before[legacy["digest"]] = f"{revision}^"
    return before | promoted
