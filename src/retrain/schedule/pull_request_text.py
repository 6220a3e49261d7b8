"""The comment on a pull request: result, verdict, differences, and a link to the pages."""

import os

from retrain.ml_configuration import paths
from retrain.schedule.run_state import PromotionMode, ScheduledRun
from retrain.workspace.shell import Shell

MAX_COMMENT = 60_000
ARTIFACT_LINKS = {
    "GITHUB_RUN_ID": "{GITHUB_SERVER_URL}/{GITHUB_REPOSITORY}/actions/runs/{GITHUB_RUN_ID}#artifacts",
    "CI_JOB_URL": "{CI_JOB_URL}/artifacts/browse",
}


def pull_request_body(shell: Shell, run: ScheduledRun) -> str:
    """The Markdown for a judged retrain, short enough for one comment of a forge."""
    parts = [
        f"## {run.title}",
        _effect_of_merging(run),
        paths.COMMENT.read_text(encoding="utf-8"),
        _differences(shell, "metrics", run.start[:12]),
        _differences(shell, "params", run.start[:12]),
        _cost(shell),
        _artifacts(),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _effect_of_merging(run: ScheduledRun) -> str:
    if not run.promoted:
        return "Merging this promotes nothing. It records the holdout evaluation: merge it all the same."
    text = "Merging this promotes the retrained model."
    return f"{text} It is also pushed to the base branch." if run.mode is PromotionMode.AUTOMATIC else text


def _differences(shell: Shell, kind: str, start: str) -> str:
    table = shell.output("dvc", kind, "diff", start, "--md").strip()
    if len(table) >= MAX_COMMENT // 4:
        table = f"`dvc {kind} diff {start}` is too long to show here."
    return f"### What differs in {kind}\n\n{table}" if table else ""


def _cost(shell: Shell) -> str:
    """The cost of each stage; "" where the command `retrain report` has been removed."""
    command = ("retrain", "report", "cost", "--markdown")
    return f"### What it cost\n\n{shell.output(*command).strip()}" if shell.succeeds(*command) else ""


def _artifacts() -> str:
    """A link to the artifacts of the current CI job; "" outside of one."""
    links = [link.format_map(os.environ) for name, link in ARTIFACT_LINKS.items() if name in os.environ]
    return f"Page, deck and this text: [artifacts of this run]({links[0]})." if links else ""
