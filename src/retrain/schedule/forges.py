"""Opens and comments a pull request on GitHub or GitLab, with CML, `gh` or `glab`."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from retrain.ml_configuration import InputError
from retrain.schedule.run_state import BRANCH, ScheduledRun
from retrain.workspace.shell import Shell, log

Command = tuple[str, ...]
TITLE = "Scheduled retrain"
BODY = "The comment below has the result of the latest retrain, and says whether merging promotes."


class ForgeClient(NamedTuple):
    """A command-line client of GitHub or GitLab.

    Attributes:
        program: its name.
        token: the environment variable from which it reads the token.
        open: the command that opens the pull request of a run.
        comment: the command that comments, given the number of the pull request and the report.
        needs_number: whether commenting needs that number, which the first command prints.
    """

    program: str
    token: str
    open: Callable[[ScheduledRun], Command]
    comment: Callable[[str, Path], Command]
    needs_number: bool = False


def _cml_open(run: ScheduledRun) -> Command:
    ends = ("--branch", BRANCH, "--target-branch", run.base)
    return ("cml", "pr", "create", *ends, "--title", TITLE, "--body", BODY)


def _cml_comment(number: str, report: Path) -> Command:
    target = ("--target", f"pr/{number}", "--watermark-title", "retrain")
    return ("cml", "comment", "update", "--publish=false", *target, str(report))


def _gh_open(run: ScheduledRun) -> Command:
    ends = ("--head", BRANCH, "--base", run.base)
    return ("gh", "pr", "create", *ends, "--title", TITLE, "--body", BODY)


def _gh_comment(number: str, report: Path) -> Command:
    return ("gh", "pr", "comment", BRANCH, "--edit-last", "--create-if-none", "--body-file", str(report))


def _glab_open(run: ScheduledRun) -> Command:
    ends = ("--source-branch", BRANCH, "--target-branch", run.base)
    return ("glab", "mr", "create", *ends, "--title", TITLE, "--description", BODY, "--yes")


def _glab_comment(number: str, report: Path) -> Command:
    return ("glab", "mr", "note", BRANCH, "--message", report.read_text(encoding="utf-8"))


FORGE_CLIENTS = (
    ForgeClient("cml", "REPO_TOKEN", _cml_open, _cml_comment, needs_number=True),
    ForgeClient("gh", "GH_TOKEN", _gh_open, _gh_comment),
    ForgeClient("glab", "GITLAB_TOKEN", _glab_open, _glab_comment),
)


def open_or_update_pull_request(run: ScheduledRun, url: str, token: str) -> None:
    """Opens or updates the pull request with the first installed client that succeeds.

    Args:
        run: the retrain.
        url: the address of the repository.
        token: the forge's; "" where there is none.
    """
    installed = [client for client in FORGE_CLIENTS if shutil.which(client.program)] if token else []
    reason = "cml, gh and glab are not installed" if token else "there is no REPO_TOKEN"
    for client in installed:
        try:
            number = _publish_with(client, run, url, token)
        except InputError as error:
            reason = str(error).replace(token, "***")
            log(f"{client.program} failed: {reason}")
        else:
            log(f"{client.program} opened or updated pull request {number or BRANCH}")
            return
    log(f"{BRANCH} is pushed, but no comment was made ({reason}); the report is {run.report}")


def _publish_with(client: ForgeClient, run: ScheduledRun, url: str, token: str) -> str:
    """The number of the pull request, or "".

    The client runs in a temporary git repository, because CML writes the token into `.git/config`
    and into the user's configuration. CML also needs a commit there, and names it in the comment.
    """
    with TemporaryDirectory() as folder:
        git_config = f"{folder}/gitconfig"
        environment = {"GIT_CONFIG_GLOBAL": git_config, "ITERATIVE_DO_NOT_TRACK": "1", client.token: token}
        shell = Shell(folder=Path(folder), environment=environment)
        user_config = os.environ.get("GIT_CONFIG_GLOBAL", "~/.gitconfig")
        shell.output("git", "config", "--file", git_config, "include.path", user_config)
        shell.output("git", "init", "--quiet")
        identity = ("-c", "user.name=retrain", "-c", "user.email=retrain@localhost")
        shell.output("git", *identity, "commit", "--quiet", "--allow-empty", "--message", TITLE)
        shell.output("git", "remote", "add", "origin", url)
        number = _open_pull_request(shell, client, run)
        shell.output(*client.comment(number, run.report))
        return number


def _open_pull_request(shell: Shell, client: ForgeClient, run: ScheduledRun) -> str:
    """The number of the pull request; "" where the client needs none: it may be open already."""
    try:
        printed = shell.output(*client.open(run))
    except InputError:
        if client.needs_number:
            raise
        return ""
    number = re.search(r"(\d+)/?\s*$", printed)
    if number is None and client.needs_number:
        raise InputError(f"`{client.program}` named no pull request: {printed.strip()}")
    return number[1] if number else ""
