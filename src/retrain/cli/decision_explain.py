"""`retrain decision explain`: attributes the gain to the data and to the recipe."""

import typer

from retrain.cli.options import DryRun


def explain(*, dry_run: DryRun = False) -> None:
    """Refit the legacy recipe, and print the gain from the data and from the recipe."""
    from retrain.judge.gain_attribution import explain_gain

    typer.echo(explain_gain(dry_run=dry_run), nl=not dry_run)
