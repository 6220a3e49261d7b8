"""`retrain decision`: evaluates the retrained model on the holdouts, and shows the decision."""

import typer

from retrain.cli.decision_explain import explain
from retrain.cli.decision_override import override
from retrain.cli.decision_plan import plan
from retrain.cli.decision_seal import seal
from retrain.cli.options import DryRun
from retrain.configuration import read_params, validate
from retrain.judge.judge_run import judge_retrained

HELP = "Judge the retrained model against the one in production."
app = typer.Typer(help=HELP, no_args_is_help=True)


def judge(*, dry_run: DryRun = False) -> None:
    """Register a holdout evaluation, run judge/dvc.yaml, and print the decision."""
    from retrain.judge.holdout_counts import check_recall_is_powered, holdout_label_counts

    configuration = validate(read_params())
    check_recall_is_powered(configuration.decision, holdout_label_counts(configuration.task))
    judge_retrained(dry_run=dry_run)
    if not dry_run:
        show()


def show() -> None:
    """Print the last decision with its checks, and where to read on."""
    from rich.console import Console

    from retrain.judge.decision_notes import decision_notes, read_decision
    from retrain.model_reports.terminal import render_decision

    decision = read_decision()
    Console().print(render_decision(decision, decision_notes(decision)))


app.command()(judge)
app.command()(show)
app.command()(override)
app.command()(plan)
app.command()(seal)
app.command()(explain)
