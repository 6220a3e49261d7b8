"""Models that have served, each in a folder named by its digest that nothing changes any more."""

from pathlib import Path

from retrain.ml_configuration import paths
from retrain.ml_configuration.problems import InputProblem
from retrain.pipeline.exchange import replace_folder
from retrain.pipeline.model_folder import is_empty, open_model_folder

SHORTEST = 6


def release_folder(digest: str) -> Path:
    """Where the release of a digest lies."""
    return paths.RELEASES / digest


def keep_release(model: Path) -> Path:
    """The release of a model folder: the one that lies there already, or a copy; a damaged one is replaced.

    Raises:
        InputProblem: the folder holds no model, or its files are not those of its manifest.
    """
    digest = open_model_folder(model).digest
    if not _whole(digest):
        release_folder(digest).parent.mkdir(parents=True, exist_ok=True)
        replace_folder(model, release_folder(digest))
    return release_folder(digest)


def find_release(name: str) -> str | None:
    """The digest of the whole release that a name, a digest or its beginning, stands for; None where there is none.

    Raises:
        InputProblem: the name is too short, or stands for several.
    """
    if len(name) < SHORTEST:
        raise InputProblem(f"{name!r} is too short for a digest; give at least its first {SHORTEST} characters")
    found = [folder.name for folder in paths.RELEASES.glob(f"{name}*") if _whole(folder.name)]
    if len(found) > 1:
        raise InputProblem(f"{name!r} stands for several models: {', '.join(sorted(found))}")
    return found[0] if found else None


def _whole(digest: str) -> bool:
    folder = release_folder(digest)
    try:
        return not is_empty(folder) and open_model_folder(folder).digest == digest
    except InputProblem:
        return False
