"""`retrain decision`: open the holdouts on record, and read the verdict."""

import typer

from retrain.cli.production import DryRun
from retrain.pipeline.court import judge_retrained
from retrain.pipeline.verdict import verdict

app = typer.Typer(help="Judge the retrained model against the one in production.", no_args_is_help=True)


@app.command()
def judge(*, dry_run: DryRun = False) -> None:
    """Register the look at the holdouts, run judge/dvc.yaml, and print the verdict."""
    judge_retrained(dry_run=dry_run)
    if not dry_run:
        typer.echo(verdict())


@app.command()
def show() -> None:
    """Print the verdict of reports/decision.json with its reasons."""
    typer.echo(verdict())
