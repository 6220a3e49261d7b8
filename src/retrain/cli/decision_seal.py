"""`retrain decision seal`: draws the next sealed test set."""

from datetime import datetime
from typing import Annotated

import typer

from retrain.cli.options import DryRun
from retrain.configuration import validate
from retrain.ml_configuration.stages import SplitSections

Until = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        help="Last day of the new sealed test set; default: the day before the recent holdout.",
    ),
]


def seal(*, until: Until = None, dry_run: DryRun = False) -> None:
    """Draw the next sealed test set from unread rows, and release that of the present seal."""
    from retrain.configuration.overrides import explain_overrides, valid_values
    from retrain.judge.next_seal import draw_next_seal

    values = valid_values()
    configuration = validate(values)
    sections = SplitSections(task=configuration.task, split=configuration.split)
    last_day = until.date() if until else None
    typer.echo(draw_next_seal(sections, explain_overrides(values), last_day, dry_run=dry_run))
