"""Rollback: the pointer of the former model, out of git's history."""

from retrain.ml_configuration import paths
from retrain.ml_configuration.problems import InputProblem
from retrain.pipeline.commands import Shell
from retrain.pipeline.promote import commit, rerun


def roll_back(*, dry_run: bool = False) -> None:
    """Restores the model that served before the last change of `models/production.dvc`, and commits.

    Raises:
        InputProblem: no other model ever served, or its files are neither in the cache nor on the remote.
    """
    shell, pointer = Shell(dry_run), str(paths.PRODUCTION_POINTER)
    revision = former_revision(shell)
    shell.run("git", "checkout", revision, "--", pointer)
    shell.run("dvc", "checkout", "--quiet", "--force", pointer)
    rerun(shell)
    commit(shell, f"Roll production back to the model of {revision[:12]}")


def former_revision(shell: Shell) -> str:
    """The newest commit whose production pointer differs from the present commit's.

    Raises:
        InputProblem: there is none.
    """
    pointer = str(paths.PRODUCTION_POINTER)
    revisions = shell.output("git", "log", "--format=%H", "--", pointer).split()
    present = _pointer_at(shell, "HEAD") if revisions else ""
    for revision in revisions[1:]:
        former = _pointer_at(shell, revision)
        if former and former != present:
            return revision
    raise InputProblem(f"{pointer}: git knows no other model that served; there is nothing to roll back to")


def _pointer_at(shell: Shell, revision: str) -> str:
    place = f"{revision}:{paths.PRODUCTION_POINTER}"
    return shell.output("git", "show", place) if shell.succeeds("git", "cat-file", "-e", place) else ""
