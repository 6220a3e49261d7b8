"""Rollback: copies an earlier release into production, restores its DVC pointer, and commits."""

import shutil
from pathlib import Path

from retrain.ml_configuration import InputError, paths
from retrain.production.promote import commit, repro_pipelines, track_and_repro
from retrain.production.releases import ReleasedModel, find_released, pointer_at, previous_model, store_release
from retrain.workspace.atomic import replace_file, replace_folder
from retrain.workspace.shell import Shell, log

POINTER = str(paths.PRODUCTION_POINTER)
FETCHED = Path("models/former")
FETCHED_POINTER = Path("models/former.dvc")


def roll_back(name: str | None = None, *, dry_run: bool = False) -> None:
    """Restores an earlier model to production, and commits.

    An interrupted rollback is completed by the next call.

    Args:
        name: the digest of a model that has served, or the beginning of it; None takes the model
            before the last change of `models/production.dvc`.
        dry_run: print the commands without running them.

    Raises:
        InputError: there is no such model, or its files are neither a release nor in the cache nor
            on the remote.
    """
    shell = Shell(dry_run)
    model = previous_model(shell) if name is None else find_released(shell, name)
    release = model.release or _fetch_release(shell, model)
    log(f"$ cp -r {release} {paths.PRODUCTION}")
    if not dry_run:
        replace_folder(release, paths.PRODUCTION)
    _restore_pointer(shell, model)
    commit(shell, f"Roll production back to {model}")


def _fetch_release(shell: Shell, model: ReleasedModel) -> Path:
    """The release of a model, fetched through DVC; on a dry run the folder of the fetched files."""
    production_path = f"path: {paths.PRODUCTION.name}"
    fetched_path = f"path: {FETCHED.name}"
    edit = f"sed 's/{production_path}/{fetched_path}/'"
    log(f"$ git show {model.revision}:{POINTER} | {edit} > {FETCHED_POINTER}")
    if shell.dry_run:
        shell.run("dvc", "pull", "--quiet", str(FETCHED_POINTER))
        return FETCHED
    pointer = pointer_at(shell, str(model.revision))
    replace_file(FETCHED_POINTER, pointer.replace(production_path, fetched_path).encode())
    try:
        if not shell.attempt("dvc", "checkout", "--quiet", "--force", str(FETCHED_POINTER)):
            shell.run("dvc", "pull", "--quiet", "--force", str(FETCHED_POINTER))
        release = store_release(FETCHED)
    finally:
        FETCHED_POINTER.unlink()
        shutil.rmtree(FETCHED, ignore_errors=True)
    if model.digest not in (None, release.name):
        raise InputError(f"{model.revision}: its {POINTER} is that of {release.name}, not of {model.digest}")
    return release


def _restore_pointer(shell: Shell, model: ReleasedModel) -> None:
    if model.revision is None:
        track_and_repro(shell)
        return
    shell.run("git", "checkout", model.revision, "--", POINTER)
    shell.run("dvc", "commit", "--quiet", "--force", POINTER)
    repro_pipelines(shell)
