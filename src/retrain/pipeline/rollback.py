"""Rollback: a release, or the pointer of a former model out of git's history."""

from retrain.ml_configuration import paths
from retrain.ml_configuration.problems import InputProblem
from retrain.pipeline.commands import Shell
from retrain.pipeline.exchange import replace_folder
from retrain.pipeline.promote import commit, rerun, settle
from retrain.pipeline.releases import find_release, release_folder


def roll_back(name: str | None = None, *, dry_run: bool = False) -> None:
    """Restores a model that has served, and commits.

    Args:
        name: its digest, or the beginning of it; the model before the last change of `models/production.dvc` if None.
        dry_run: print only.

    Raises:
        InputProblem: there is no such model, or its files are neither a release nor in the cache nor on the remote.
    """
    shell = Shell(dry_run)
    digest = None if name is None else find_release(name)
    if digest is None:
        what = _restore(shell, former_revision(shell) if name is None else _promoted_at(shell, name))
    else:
        what = _serve_release(shell, digest)
    commit(shell, f"Roll production back to {what}")


def _restore(shell: Shell, revision: str) -> str:
    """Restores the model whose pointer stood in a commit."""
    pointer = str(paths.PRODUCTION_POINTER)
    shell.run("git", "checkout", revision, "--", pointer)
    shell.run("dvc", "checkout", "--quiet", "--force", pointer)
    rerun(shell)
    return f"the model of {revision[:12]}"


def _serve_release(shell: Shell, digest: str) -> str:
    print(f"$ cp -r {release_folder(digest)} {paths.PRODUCTION}")  # noqa: T201
    if not shell.dry_run:
        replace_folder(release_folder(digest), paths.PRODUCTION)
    settle(shell)
    return f"the model {digest}"


def _promoted_at(shell: Shell, name: str) -> str:
    """The commit that promoted the model of a digest.

    Raises:
        InputProblem: there is none, or several.
    """
    archives = [folder.name for folder in paths.DECISIONS.glob(f"{name}*") if (folder / paths.DECISION.name).is_file()]
    if len(archives) != 1:
        known = sorted(
            {folder.name for place in (paths.DECISIONS, paths.RELEASES) for folder in place.glob("[0-9a-f]*")}
        )
        raise InputProblem(f"no model {name!r} has served, or several have; known are {', '.join(known) or 'none'}")
    archive = str(paths.DECISIONS / archives[0] / paths.DECISION.name)
    return shell.output("git", "log", "-1", "--diff-filter=A", "--format=%H", "--", archive).strip()


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
