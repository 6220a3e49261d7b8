"""`retrain decision override`: an expert's promotion against the decision."""

from typing import Annotated

import typer

Why = Annotated[str, typer.Option(help="The reason, in at least twenty characters.")]
LookedAt = Annotated[list[str], typer.Option(help="The id of a row that you have read; repeatable.")]


def override(*, why: Why, looked_at: LookedAt) -> None:
    """Override the last decision: write an expert's promotion, to be committed."""
    from retrain.judge.override import write_override

    typer.echo(write_override(why, looked_at))
