"""The text of a pull request's comment: what happened, the verdict, what differs, and where the pages are."""

import os

from retrain.ml_configuration import paths
from retrain.schedule.run_state import Manner, Run
from retrain.workspace.shell import Shell

MOST = 60_000
MERGING = {True: "Merging this promotes the retrained model.", False: "Merging this changes nothing that serves."}
ARTIFACTS = {
    "GITHUB_RUN_ID": "{GITHUB_SERVER_URL}/{GITHUB_REPOSITORY}/actions/runs/{GITHUB_RUN_ID}#artifacts",
    "CI_JOB_URL": "{CI_JOB_URL}/artifacts/browse",
}


def proposal(shell: Shell, run: Run) -> str:
    """The Markdown for a retrain that was judged and not yet committed, within what a forge takes as one comment."""
    kept = "" if run.promoted else " It records the look that was taken at the holdouts: merge it all the same."
    directly = " It is pushed to the base branch by itself." if run.promoted and run.manner is Manner.AUTOMATIC else ""
    head = [f"## {run.title}", MERGING[run.promoted] + kept + directly, paths.COMMENT.read_text(encoding="utf-8")]
    parts = [
        *head,
        *(_difference(shell, kind, run.start[:12]) for kind in ("metrics", "params")),
        _cost(shell),
        _pages(),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _difference(shell: Shell, kind: str, start: str) -> str:
    table = shell.output("dvc", kind, "diff", start, "--md").strip()
    shown = table if len(table) < MOST // 4 else f"`dvc {kind} diff {start}` is too long to show here."
    return f"### What differs in {kind}\n\n{shown}" if table else ""


def _cost(shell: Shell) -> str:
    """What each stage took, where the command that says so was not taken out."""
    asked = ("retrain", "report", "cost", "--markdown")
    return f"### What it cost\n\n{shell.output(*asked).strip()}" if shell.succeeds(*asked) else ""


def _pages() -> str:
    """A link to the artifacts of the present job, where there is one."""
    links = [link.format_map(os.environ) for name, link in ARTIFACTS.items() if name in os.environ]
    return f"Page, deck and this text: [artifacts of this run]({links[0]})." if links else ""
