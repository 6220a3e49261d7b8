"""`retrain decision`: open the holdouts on record, read the verdict, plan, draw the next seal, override, explain."""

from datetime import datetime
from typing import Annotated

import typer

from retrain.cli.params import present
from retrain.cli.production import DryRun
from retrain.configuration import read_params, validate
from retrain.judge.decision_text import verdict
from retrain.judge.judge_run import judge_retrained
from retrain.judge.override import write_override
from retrain.ml_configuration.stages import SplitSections

app = typer.Typer(help="Judge the retrained model against the one in production.", no_args_is_help=True)

Gain = Annotated[float, typer.Option(min=0.001, max=1, help="The gain that shall be shown, in units of the score.")]
Until = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Its last day; else that before recent.")]

Why = Annotated[str, typer.Option(help="The reason, in at least twenty characters.")]
LookedAt = Annotated[list[str], typer.Option(help="The id of a row that you looked at; once for each.")]


@app.command()
def judge(*, dry_run: DryRun = False) -> None:
    """Register the look at the holdouts, run judge/dvc.yaml, and print the verdict."""
    from retrain.judge.holdout_counts import label_counts, refuse_unjudgeable

    configuration = validate(read_params())
    refuse_unjudgeable(configuration.decision, label_counts(configuration.task))
    judge_retrained(dry_run=dry_run)
    if not dry_run:
        typer.echo(verdict())


@app.command()
def show() -> None:
    """Print the verdict of reports/decision.json with its reasons."""
    typer.echo(verdict())


@app.command()
def plan(*, gain: Gain = 0.02) -> None:
    """Print what the present holdouts can show, and what it takes, before anything is trained."""
    from retrain.judge.holdout_counts import read_prospects
    from retrain.judge.power_plan import what_can_be_shown

    configuration = validate(read_params())
    typer.echo(what_can_be_shown(configuration.decision, read_prospects(configuration.task), gain))


@app.command()
def seal(*, until: Until = None, dry_run: DryRun = False) -> None:
    """Draw the next seal from rows that nobody has read, and open those of the present one."""
    from retrain.configuration.overrides import explain_overrides
    from retrain.judge.next_seal import draw_next_seal

    configuration = validate(values := present())
    sections = SplitSections(task=configuration.task, split=configuration.split)
    day = until.date() if until else None
    typer.echo(draw_next_seal(sections, explain_overrides(values), day, dry_run=dry_run))


@app.command()
def override(*, why: Why, looked_at: LookedAt) -> None:
    """Write an expert's override of the present decision, to be committed: promote all the same."""
    typer.echo(write_override(why, looked_at))


@app.command()
def explain(*, dry_run: DryRun = False) -> None:
    """Print what the data and what the recipe brought, once the legacy recipe is refitted on today's rows."""
    from retrain.judge.gain_attribution import explain_gain

    typer.echo(explain_gain(dry_run=dry_run), nl=not dry_run)
