"""The production model of a fresh clone: pulled, or rebuilt where it is the demo's."""

import shutil
from pathlib import Path

import yaml

from retrain.ml_configuration import InputError, paths
from retrain.model.model_folder import is_empty
from retrain.workspace.atomic import replace_folder
from retrain.workspace.shell import Shell
from retrain.workspace.work_dir import work_folder

EXPERIMENT = "experiment=legacy"


def restore_production(*, dry_run: bool = False) -> None:
    """Makes `models/production/` hold the tracked model: from the cache, from the remote, or rebuilt for the demo.

    Without a tracked model the folder is left empty, which means that no model serves yet.

    Raises:
        InputError: the tracked model is not to be had.
    """
    shell, pointer = Shell(dry_run), paths.PRODUCTION_POINTER
    if not pointer.is_file():
        paths.PRODUCTION.mkdir(parents=True, exist_ok=True)
    elif is_empty(paths.PRODUCTION) and not shell.attempt("dvc", "checkout", str(pointer)):
        _fetch(shell, pointer)


def _fetch(shell: Shell, pointer: Path) -> None:
    if remotes := shell.output("dvc", "remote", "list").split():
        print(f"production is on the remote {remotes[0]}", flush=True)  # noqa: T201
        shell.run("dvc", "pull", str(pointer))
    elif yaml.safe_load(pointer.read_text(encoding="utf-8")).get("meta", {}).get("demo"):
        rebuild_legacy(shell)
    else:
        raise InputError(
            f"{pointer} tracks a model that is not in the cache, and no remote is configured; "
            "name the one that holds it with `dvc remote add --default NAME URL`"
        )


def rebuild_legacy(shell: Shell) -> None:
    """Trains the demo's legacy model in a clone that shares the cache, and puts it into production."""
    clone = (work_folder() / "legacy").absolute()
    inside = Shell(shell.dry_run, clone, {"RETRAIN_WORK_DIR": str(work_folder().absolute())})
    print("The demo's legacy model is nowhere to pull from: it is trained first, on the letters of 2024.", flush=True)  # noqa: T201
    if not shell.dry_run:
        shutil.rmtree(clone, ignore_errors=True)
    shell.run("git", "clone", "--quiet", "--local", ".", str(clone))
    inside.run("dvc", "cache", "dir", "--local", str(Path(".dvc/cache").absolute()))
    inside.run("python", "-m", "retrain.cli.main", "params", "compose", "-S", EXPERIMENT)
    inside.run("dvc", "repro", "--quiet", "train")
    if not shell.dry_run:
        replace_folder(clone / paths.RETRAINED, paths.PRODUCTION)
        shutil.rmtree(clone)
    shell.run("dvc", "commit", "--quiet", "--force", str(paths.PRODUCTION_POINTER))
