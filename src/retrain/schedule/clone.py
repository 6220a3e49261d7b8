"""A clone for one scheduled retrain, so that a killed run leaves nothing to repair."""

import os
import re
import shutil
from pathlib import Path

from retrain.ml_configuration import InputError, paths
from retrain.schedule.run_state import BRANCH, PromotionMode, ScheduledRun, scheduled_folder
from retrain.workspace.shell import Shell, log

LOCAL_CONFIG = Path(".dvc/config.local")
LOCAL_BRANCHES = "refs/heads/*"
REMOTE_BRANCHES = "refs/remotes/origin/*"


def make_clone(mode: PromotionMode, base: str) -> ScheduledRun:
    """Makes a clone of the base branch that shares the DVC cache, and returns the state of the run.

    Holdout evaluations of earlier candidates that were not merged are copied into it.

    Args:
        mode: what follows a decision to promote.
        base: the branch that the retrain starts from.

    Raises:
        InputError: git has no name to commit with, the base is unknown or has no DVC remote, or
            somebody else's commits are on the branch.
    """
    shell = Shell()
    folder = scheduled_folder() / f"clone-{os.getpid()}"
    email = shell.output("git", "var", "GIT_COMMITTER_IDENT").rpartition(">")[0].rpartition("<")[2]
    url, refs = _origin(shell)
    shutil.rmtree(folder, ignore_errors=True)
    shell.run("git", "init", "--quiet", str(folder))
    inside = Shell(folder=folder)
    inside.run("git", "remote", "add", "origin", url)
    here = str(Path().absolute())
    inside.run("git", "fetch", "--quiet", "--update-shallow", here, f"+{refs}:{REMOTE_BRANCHES}")
    inside.run("git", "switch", "--quiet", "--no-track", "--create", BRANCH, f"origin/{base}")
    _share_cache(shell, inside)
    if refs == REMOTE_BRANCHES and not inside.succeeds("dvc", "remote", "default"):
        raise InputError(
            f"{base} configures no DVC remote, so that nobody could fetch the new model; "
            "run `dvc remote add --default NAME URL`, commit, and push"
        )
    run = ScheduledRun(mode, str(folder), base, _commit(inside, "HEAD"), _commit(inside, f"origin/{BRANCH}"))
    if run.tip:
        _refuse_other_committers(inside, base, email)
        inside.attempt("git", "checkout", "--quiet", run.tip, "--", str(paths.USES))
    _remove_earlier_clones(folder)
    return run


def _origin(shell: Shell) -> tuple[str, str]:
    """The URL to push to, without credentials, and the local refs of its branches."""
    if not shell.succeeds("git", "remote", "get-url", "origin"):
        return str(Path().absolute()), LOCAL_BRANCHES
    url = shell.output("git", "remote", "get-url", "origin").strip()
    refspec = f"+{LOCAL_BRANCHES}:{REMOTE_BRANCHES}"
    if not shell.attempt("git", "fetch", "--quiet", "--prune", "origin", refspec):
        log("origin cannot be fetched: the retrain starts from the branches known here")
    if Path(url).exists():
        return str(Path(url).absolute()), REMOTE_BRANCHES
    return re.sub("(?<=://)[^/@]*@", "", url), REMOTE_BRANCHES


def _share_cache(shell: Shell, inside: Shell) -> None:
    if LOCAL_CONFIG.is_file():
        shutil.copyfile(LOCAL_CONFIG, inside.folder / LOCAL_CONFIG)
    inside.run("dvc", "cache", "dir", "--local", shell.output("dvc", "cache", "dir").strip())


def _commit(shell: Shell, revision: str) -> str:
    known = shell.succeeds("git", "rev-parse", "--quiet", "--verify", revision)
    return shell.output("git", "rev-parse", revision).strip() if known else ""


def _refuse_other_committers(shell: Shell, base: str, email: str) -> None:
    """Refuses to overwrite the commits of a person on the branch, such as an override."""
    commits = f"origin/{base}..origin/{BRANCH}"
    committers = shell.output("git", "log", "--format=%ce", commits).split()
    others = sorted({*committers} - {email})
    if others:
        raise InputError(f"{BRANCH} holds commits by {', '.join(others)}; merge or delete it, then retrain again")


def _remove_earlier_clones(clone: Path) -> None:
    """Removes earlier clones; the new one gets their unpublished holdout evaluations."""
    for earlier in set(scheduled_folder().glob("clone-*")) - {clone}:
        if (earlier / paths.USES).is_dir():
            shutil.copytree(earlier / paths.USES, clone / paths.USES, dirs_exist_ok=True)
        shutil.rmtree(earlier, ignore_errors=True)
