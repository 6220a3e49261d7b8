"""Publishes a scheduled retrain: its data, its branch, its pull request and the comment on it."""

import base64
import os
from contextlib import chdir
from pathlib import Path

from retrain.ml_configuration import InputError, paths
from retrain.schedule.forges import open_or_update_pull_request
from retrain.schedule.run_state import BRANCH, PromotionMode, ScheduledRun, read_run
from retrain.workspace.shell import Shell, clone_environment, log
from retrain.workspace.work_dir import exclusive_lock

BEST_POINTER = f"{paths.BEST_PREDICTIONS}.dvc"
DVC_TARGETS = ("dvc.yaml", "judge/dvc.yaml", str(paths.PRODUCTION_POINTER), BEST_POINTER)
JOB_SUMMARY = "GITHUB_STEP_SUMMARY"


def publish(token: str) -> None:
    """Pushes the latest scheduled retrain, and opens or updates its pull request.

    Args:
        token: of the forge, passed to git, cml, gh and glab in their environment only; "" where
            there is none.

    Raises:
        InputError: there is no retrain, a push failed, or another retrain has been published since
            this one began.
    """
    with exclusive_lock("scheduled", "another scheduled retrain"):
        run = read_run()
        if JOB_SUMMARY in os.environ:
            with Path(os.environ[JOB_SUMMARY]).open("a", encoding="utf-8") as summary:
                summary.write(run.report.read_text(encoding="utf-8"))
        if not run.changed:
            log(f"Nothing is published. {run.title}.")
            return
        with chdir(run.folder):
            _publish(run, token)


def _publish(run: ScheduledRun, token: str) -> None:
    shell = Shell(environment=clone_environment(Path(run.folder)))
    url = shell.output("git", "remote", "get-url", "origin").strip()
    if shell.succeeds("dvc", "remote", "default"):
        shell.run("dvc", "push", "--quiet", *(path for path in DVC_TARGETS if Path(path).exists()))
    pushing = Shell(environment=credentials(url, token))
    _push_branch(pushing, run)
    open_or_update_pull_request(run, url, token)
    if run.promoted and run.mode is PromotionMode.AUTOMATIC:
        _push_promotion(pushing, run)


def push(base: str, token: str, *, tags: bool = False) -> None:
    """Pushes the current commit to a branch of origin, or all tags instead.

    Args:
        base: the branch.
        token: of the forge; "" where there is none.
        tags: push the tags instead of the commit.

    Raises:
        InputError: git refused.
    """
    shell = Shell()
    url = shell.output("git", "remote", "get-url", "origin").strip()
    pushed = "--tags" if tags else f"HEAD:refs/heads/{base}"
    Shell(environment=credentials(url, token)).run("git", "push", "--quiet", "origin", pushed)


def credentials(url: str, token: str) -> dict[str, str]:
    """Environment variables with which git sends a token to the host of an HTTP address only."""
    if not token or not url.startswith("http"):
        return {}
    credential = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    host = "/".join(url.split("/")[:3])
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{host}/.extraHeader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {credential}",
        "GIT_TERMINAL_PROMPT": "0",
    }


def _push_branch(shell: Shell, run: ScheduledRun) -> None:
    """Replaces the branch on the forge, provided that it is as it was when the retrain began."""
    if run.tip and shell.succeeds("git", "diff", "--quiet", run.tip, "HEAD"):
        log(f"{BRANCH} is up to date: there is nothing to push")
        return
    lease = f"--force-with-lease={BRANCH}:{run.tip}"
    try:
        shell.run("git", "push", "--quiet", lease, "origin", f"HEAD:refs/heads/{BRANCH}")
    except InputError as problem:
        raise InputError(
            f"{problem}; after `stale info` another retrain was published meanwhile: retrain again"
        ) from problem


def _push_promotion(shell: Shell, run: ScheduledRun) -> None:
    if shell.attempt("git", "push", "--quiet", "origin", f"HEAD:refs/heads/{run.base}"):
        log(f"{run.base} has the promotion")
    else:
        log(f"{run.base} has moved or is protected: merge the pull request by hand")
