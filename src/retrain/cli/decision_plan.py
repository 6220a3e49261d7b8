"""`retrain decision plan`: power analysis of the current holdouts."""

from typing import Annotated

import typer

from retrain.configuration import read_params, validate

GAIN = "The smallest gain to plan for, e.g. 0.02 for two points."
Gain = Annotated[float, typer.Option(min=0.001, max=1, help=GAIN)]


def plan(*, gain: Gain = 0.02) -> None:
    """Print what the current holdouts can show, and the rows that the checks need."""
    from retrain.judge.power_plan import power_report, read_holdout_counts

    configuration = validate(read_params())
    typer.echo(power_report(configuration.decision, read_holdout_counts(configuration.task), gain))
