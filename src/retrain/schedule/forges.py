"""How a pull request is opened and commented: through CML, else through the forge's own program, else not at all."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from retrain.ml_configuration import InputError
from retrain.schedule.run_state import BRANCH, Run
from retrain.workspace.shell import Shell

Command = tuple[str, ...]
TITLE = "Scheduled retrain"
BODY = "What came of the latest retrain, and whether merging promotes, stands in the comment below."


class Courier(NamedTuple):
    """A program that speaks with a forge.

    Attributes:
        program: its name.
        token: the variable in which it looks for the token.
        open: the command that opens a pull request, from the run.
        comment: the command that comments, from what the first one printed and the report.
        needs_number: whether it comments by the number of the pull request, which the first command
            has to print.
    """

    program: str
    token: str
    open: Callable[[Run], Command]
    comment: Callable[[str, Path], Command]
    needs_number: bool = False


def _cml_open(run: Run) -> Command:
    ends = ("--branch", BRANCH, "--target-branch", run.base)
    return ("cml", "pr", "create", *ends, "--title", TITLE, "--body", BODY)


def _cml_comment(number: str, report: Path) -> Command:
    target = ("--target", f"pr/{number}", "--watermark-title", "retrain")
    return ("cml", "comment", "update", "--publish=false", *target, str(report))


def _gh_open(run: Run) -> Command:
    ends = ("--head", BRANCH, "--base", run.base)
    return ("gh", "pr", "create", *ends, "--title", TITLE, "--body", BODY)


def _gh_comment(number: str, report: Path) -> Command:
    return ("gh", "pr", "comment", BRANCH, "--edit-last", "--create-if-none", "--body-file", str(report))


def _glab_open(run: Run) -> Command:
    ends = ("--source-branch", BRANCH, "--target-branch", run.base)
    return ("glab", "mr", "create", *ends, "--title", TITLE, "--description", BODY, "--yes")


def _glab_comment(number: str, report: Path) -> Command:
    return ("glab", "mr", "note", BRANCH, "--message", report.read_text(encoding="utf-8"))


COURIERS = (
    Courier("cml", "REPO_TOKEN", _cml_open, _cml_comment, needs_number=True),
    Courier("gh", "GH_TOKEN", _gh_open, _gh_comment),
    Courier("glab", "GITLAB_TOKEN", _glab_open, _glab_comment),
)


def tell(run: Run, url: str, token: str) -> None:
    """Opens or updates the pull request through the first program that is here and succeeds, and says through which.

    The programs run in a git repository of their own, as CML writes the token into its
    `.git/config`, and more into the user's; it also wants a commit there, whose name it puts under
    the comment.
    """
    here = [courier for courier in COURIERS if shutil.which(courier.program)] if token else []
    why = "cml, gh and glab are not here" if token else "there is no REPO_TOKEN"
    for courier in here:
        try:
            number = _tell(courier, run, url, token)
        except InputError as problem:
            why = str(problem).replace(token, "***")
            print(f"{courier.program} did not work: {why}", flush=True)  # noqa: T201
        else:
            print(f"{courier.program} has told the forge: pull request {number or BRANCH}", flush=True)  # noqa: T201
            return
    print(f"{BRANCH} is pushed, but no comment was made ({why}); the report is {run.report}", flush=True)  # noqa: T201


def _tell(courier: Courier, run: Run, url: str, token: str) -> str:
    with TemporaryDirectory() as folder:
        apart = {"GIT_CONFIG_GLOBAL": f"{folder}/gitconfig", "ITERATIVE_DO_NOT_TRACK": "1", courier.token: token}
        shell = Shell(folder=Path(folder), environment=apart)
        own = os.environ.get("GIT_CONFIG_GLOBAL", "~/.gitconfig")
        shell.output("git", "config", "--file", apart["GIT_CONFIG_GLOBAL"], "include.path", own)
        shell.output("git", "init", "--quiet")
        identity = ("-c", "user.name=retrain", "-c", "user.email=retrain@localhost")
        shell.output("git", *identity, "commit", "--quiet", "--allow-empty", "--message", TITLE)
        shell.output("git", "remote", "add", "origin", url)
        number = _opened(shell, courier, run)
        shell.output(*courier.comment(number, run.report))
        return number


def _opened(shell: Shell, courier: Courier, run: Run) -> str:
    """The number of the pull request; "" where the program does without, and then it may be open already."""
    try:
        said = shell.output(*courier.open(run))
    except InputError:
        if courier.needs_number:
            raise
        return ""
    number = re.search(r"(\d+)/?\s*$", said)
    if number is None and courier.needs_number:
        raise InputError(f"`{courier.program}` named no pull request: {said.strip()}")
    return number[1] if number else ""
