"""Rollback: the release of a model that has served takes production's place in one step, and its pointer follows."""

import shutil
from pathlib import Path

from retrain.ml_configuration import InputError, paths
from retrain.production.promote import commit, rerun, settle
from retrain.production.releases import POINTER, Served, find_served, former_model, keep_release, pointer_at
from retrain.workspace.atomic import replace_file, replace_folder
from retrain.workspace.shell import Shell

FORMER = Path("models/former")
FORMER_POINTER = Path("models/former.dvc")


def roll_back(name: str | None = None, *, dry_run: bool = False) -> None:
    """Restores a model that has served, and commits.

    A rollback that was interrupted is finished by the next call.

    Args:
        name: its digest, or the beginning of it; the model before the last change of
            `models/production.dvc` if None.
        dry_run: print only.

    Raises:
        InputError: there is no such model, or its files are neither a release nor in the cache nor
            on the remote.
    """
    shell = Shell(dry_run)
    model = former_model(shell) if name is None else find_served(shell, name)
    release = model.release or _fetched(shell, model)
    print(f"$ cp -r {release} {paths.PRODUCTION}")  # noqa: T201
    if not dry_run:
        replace_folder(release, paths.PRODUCTION)
    _point(shell, model)
    commit(shell, f"Roll production back to {model}")


def _fetched(shell: Shell, model: Served) -> Path:
    """The release of a model whose files DVC has; on a dry run the folder that would become it."""
    there, here = f"path: {paths.PRODUCTION.name}", f"path: {FORMER.name}"
    print(f"$ git show {model.revision}:{POINTER} | sed 's/{there}/{here}/' > {FORMER_POINTER}")  # noqa: T201
    if shell.dry_run:
        shell.run("dvc", "pull", "--quiet", str(FORMER_POINTER))
        return FORMER
    replace_file(FORMER_POINTER, pointer_at(shell, str(model.revision)).replace(there, here).encode())
    try:
        if not shell.attempt("dvc", "checkout", "--quiet", "--force", str(FORMER_POINTER)):
            shell.run("dvc", "pull", "--quiet", "--force", str(FORMER_POINTER))
        release = keep_release(FORMER)
    finally:
        FORMER_POINTER.unlink()
        shutil.rmtree(FORMER, ignore_errors=True)
    if model.digest not in (None, release.name):
        raise InputError(f"{model.revision}: its {POINTER} is that of {release.name}, not of {model.digest}")
    return release


def _point(shell: Shell, model: Served) -> None:
    if model.revision is None:
        settle(shell)
        return
    shell.run("git", "checkout", model.revision, "--", POINTER)
    shell.run("dvc", "commit", "--quiet", "--force", POINTER)
    rerun(shell)
