"""A scheduled retrain made public: its data first, then its branch, its pull request, and the comment on it."""

import base64
import os
from contextlib import chdir
from pathlib import Path

from retrain.ml_configuration import InputError, paths
from retrain.schedule.clone import environment
from retrain.schedule.forges import tell
from retrain.schedule.run_state import BRANCH, Manner, Run, read_run
from retrain.workspace.shell import Shell
from retrain.workspace.work_dir import exclusive_lock

TRACKED = ("dvc.yaml", "judge/dvc.yaml", str(paths.PRODUCTION_POINTER), f"{paths.BEST_PREDICTIONS}.dvc")
SUMMARY = "GITHUB_STEP_SUMMARY"


def publish(token: str) -> None:
    """Pushes what the latest scheduled retrain made, and opens or updates its one pull request.

    Args:
        token: of the forge, which reaches git, cml, gh and glab by their environment alone; ""
            where there is none.

    Raises:
        InputError: there is no retrain, DVC's remote or git refused, or another retrain was
            published meanwhile.
    """
    with exclusive_lock("scheduled", "another scheduled retrain"):
        run = read_run()
        if SUMMARY in os.environ:
            with Path(os.environ[SUMMARY]).open("a", encoding="utf-8") as summary:
                summary.write(run.report.read_text(encoding="utf-8"))
        if not run.changed:
            print(f"Nothing is published. {run.title}.", flush=True)  # noqa: T201
            return
        with chdir(run.folder):
            _publish(run, token)


def _publish(run: Run, token: str) -> None:
    shell = Shell(environment=environment(run))
    url = shell.output("git", "remote", "get-url", "origin").strip()
    if shell.succeeds("dvc", "remote", "default"):
        shell.run("dvc", "push", "--quiet", *(path for path in TRACKED if Path(path).exists()))
    pushing = Shell(environment=credentials(url, token))
    _push_branch(pushing, run)
    tell(run, url, token)
    if run.promoted and run.manner is Manner.AUTOMATIC:
        _promote(pushing, run)


def push(base: str, token: str, *, tags: bool = False) -> None:
    """Pushes the present commit to a branch of origin, or every tag instead.

    Raises:
        InputError: git refused.
    """
    shell = Shell()
    url = shell.output("git", "remote", "get-url", "origin").strip()
    pushed = "--tags" if tags else f"HEAD:refs/heads/{base}"
    Shell(environment=credentials(url, token)).run("git", "push", "--quiet", "origin", pushed)


def credentials(url: str, token: str) -> dict[str, str]:
    """The variables by which git sends a token to the host of an HTTP address; none on any disk."""
    if not token or not url.startswith("http"):
        return {}
    given = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    host = "/".join(url.split("/")[:3])
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{host}/.extraHeader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {given}",
        "GIT_TERMINAL_PROMPT": "0",
    }


def _push_branch(shell: Shell, run: Run) -> None:
    """Replaces the branch as it was when the retrain began, and no other."""
    if run.tip and shell.succeeds("git", "diff", "--quiet", run.tip, "HEAD"):
        print(f"{BRANCH} is as this retrain makes it: there is nothing to push", flush=True)  # noqa: T201
        return
    lease = f"--force-with-lease={BRANCH}:{run.tip}"
    try:
        shell.run("git", "push", "--quiet", lease, "origin", f"HEAD:refs/heads/{BRANCH}")
    except InputError as problem:
        raise InputError(
            f"{problem}; where it says `stale info`, another retrain was published meanwhile: retrain again"
        ) from problem


def _promote(shell: Shell, run: Run) -> None:
    if shell.attempt("git", "push", "--quiet", "origin", f"HEAD:refs/heads/{run.base}"):
        print(f"{run.base} has the promotion", flush=True)  # noqa: T201
    else:
        print(f"{run.base} has moved meanwhile, or is protected: the pull request waits for a person", flush=True)  # noqa: T201
