"""Models that have served, each in a folder named by its digest that nothing changes any more."""

from pathlib import Path

from retrain.ml_configuration import paths
from retrain.ml_configuration.problems import InputProblem
from retrain.pipeline.exchange import replace_folder
from retrain.pipeline.model_folder import is_empty, open_model_folder


def release_folder(digest: str) -> Path:
    """Where the release of a digest lies."""
    return paths.RELEASES / digest


def keep_release(model: Path) -> Path:
    """The release of a model folder: the one that lies there already, or a copy; a damaged one is replaced.

    Raises:
        InputProblem: the folder holds no model, or its files are not those of its manifest.
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
    folder = release_folder(digest)
    try:
        return not is_empty(folder) and open_model_folder(folder).digest == digest
    except InputProblem:
        return False
