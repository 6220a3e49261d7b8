"""Restores the production model in a fresh clone: from DVC, or by training the demo's anew."""

import shutil
from pathlib import Path

from retrain.ml_configuration import InputError, paths
from retrain.model.model_folder import is_empty
from retrain.workspace.atomic import replace_folder
from retrain.workspace.shell import Shell, clone_environment, log
from retrain.workspace.work_dir import work_folder
from retrain.workspace.yaml_files import read_yaml

EXPERIMENT = "experiment=legacy"


def restore_production(*, dry_run: bool = False) -> None:
    """Fetches the tracked production model from the cache or the remote; rebuilds that of the demo.

    Without a tracked model the folder stays empty: no model serves yet.

    Args:
        dry_run: print the commands without running them.

    Raises:
        InputError: the tracked model cannot be fetched.
    """
    shell = Shell(dry_run)
    pointer = paths.PRODUCTION_POINTER
    if not pointer.is_file():
        paths.PRODUCTION.mkdir(parents=True, exist_ok=True)
    elif is_empty(paths.PRODUCTION) and not shell.attempt("dvc", "checkout", str(pointer)):
        _fetch(shell, pointer)


def _fetch(shell: Shell, pointer: Path) -> None:
    remotes = shell.output("dvc", "remote", "list").split()
    if remotes:
        log(f"production is on the remote {remotes[0]}")
        shell.run("dvc", "pull", str(pointer))
    elif read_yaml(pointer).get("meta", {}).get("demo"):
        rebuild_legacy(shell)
    else:
        raise InputError(
            f"{pointer} tracks a model that is not in the cache, and no remote is configured; "
            "add the remote that has it with `dvc remote add --default NAME URL`"
        )


def rebuild_legacy(shell: Shell) -> None:
    """Trains the demo's legacy model in a clone, and copies it to production."""
    clone = (work_folder() / "legacy").absolute()
    inside = Shell(shell.dry_run, clone, clone_environment(clone))
    log("The demo's legacy model is trained first, on the letters of 2024.")
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
