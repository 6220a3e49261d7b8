"""`retrain rollback`: bring the former model back."""

from typing import Annotated

import typer

from retrain.pipeline.rollback import roll_back

DryRun = Annotated[bool, typer.Option("--dry-run", help="Print what would run, and change nothing.")]


def rollback(*, dry_run: DryRun = False) -> None:
    """Restore the model that served before the last promotion, and commit."""
    roll_back(dry_run=dry_run)
