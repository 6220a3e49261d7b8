"""A clone for one scheduled retrain, so that nobody's checkout is touched and a kill leaves nothing to mend."""

import os
import re
import shutil
from pathlib import Path

from retrain.ml_configuration import InputError, paths
from retrain.schedule.run_state import BRANCH, Manner, Run, home
from retrain.workspace.shell import Shell
from retrain.workspace.work_dir import work_folder

LOCAL = Path(".dvc/config.local")
HERE, THERE = "refs/heads/*", "refs/remotes/origin/*"


def make_clone(manner: Manner, base: str) -> Run:
    """A fresh clone of the base branch, with the DVC cache and the looks of every candidate that was not merged.

    Raises:
        InputError: git has no name to commit with, the base is unknown or without a DVC remote, or
            a person's commits are on the branch.
    """
    shell, folder = Shell(), home() / f"clone-{os.getpid()}"
    email = shell.output("git", "var", "GIT_COMMITTER_IDENT").rpartition(">")[0].rpartition("<")[2]
    url, refs = _origin(shell)
    shutil.rmtree(folder, ignore_errors=True)
    shell.run("git", "init", "--quiet", str(folder))
    inside = Shell(folder=folder)
    inside.run("git", "remote", "add", "origin", url)
    inside.run("git", "fetch", "--quiet", "--update-shallow", str(Path().absolute()), f"+{refs}:{THERE}")
    inside.run("git", "switch", "--quiet", "--no-track", "--create", BRANCH, f"origin/{base}")
    _share_cache(shell, inside)
    if refs == THERE and not inside.succeeds("dvc", "remote", "default"):
        raise InputError(
            f"{base} configures no DVC remote, so that nobody could fetch the model that a pull request names; "
            "run `dvc remote add --default NAME URL`, commit, and push"
        )
    run = Run(manner, str(folder), base, _commit(inside, "HEAD"), _commit(inside, f"origin/{BRANCH}"))
    if run.tip:
        _refuse_strangers(inside, base, email)
        inside.attempt("git", "checkout", "--quiet", run.tip, "--", str(paths.USES))
    _clear(folder)
    return run


def environment(run: Run) -> dict[str, str]:
    """What makes commands in the clone run its own code, and share locks and memoised features with this checkout."""
    path = os.pathsep.join(filter(None, [str(Path(run.folder, "src")), os.environ.get("PYTHONPATH", "")]))
    return {"PYTHONPATH": path, "RETRAIN_WORK_DIR": str(work_folder().absolute())}


def _origin(shell: Shell) -> tuple[str, str]:
    """The URL to push to, without any credential, and the branches here that stand for those there."""
    if not shell.succeeds("git", "remote", "get-url", "origin"):
        return str(Path().absolute()), HERE
    url = shell.output("git", "remote", "get-url", "origin").strip()
    if not shell.attempt("git", "fetch", "--quiet", "--prune", "origin", f"+{HERE}:{THERE}"):
        print("origin cannot be fetched from here: the retrain starts from what this checkout holds", flush=True)  # noqa: T201
    place = Path(url).absolute() if Path(url).exists() else re.sub("(?<=://)[^/@]*@", "", url)
    return str(place), THERE


def _share_cache(shell: Shell, inside: Shell) -> None:
    if LOCAL.is_file():
        shutil.copyfile(LOCAL, inside.folder / LOCAL)
    inside.run("dvc", "cache", "dir", "--local", shell.output("dvc", "cache", "dir").strip())


def _commit(shell: Shell, revision: str) -> str:
    known = shell.succeeds("git", "rev-parse", "--quiet", "--verify", revision)
    return shell.output("git", "rev-parse", revision).strip() if known else ""


def _refuse_strangers(shell: Shell, base: str, email: str) -> None:
    """A person's commits on the branch, such as an override, are never overwritten."""
    committers = set(shell.output("git", "log", "--format=%ce", f"origin/{base}..origin/{BRANCH}").split())
    if strangers := sorted(committers - {email}):
        raise InputError(
            f"{BRANCH} holds commits by {', '.join(strangers)}; merge or delete that branch, then retrain again"
        )


def _clear(present: Path) -> None:
    """Removes former clones; a look that one of them took and did not publish stays on record."""
    for former in set(home().glob("clone-*")) - {present}:
        if (former / paths.USES).is_dir():
            shutil.copytree(former / paths.USES, present / paths.USES, dirs_exist_ok=True)
        shutil.rmtree(former, ignore_errors=True)
