"""`retrain promote` and `retrain rollback`: change the production model."""

from typing import Annotated

import typer

from retrain.cli.options import DryRun
from retrain.cli.serve import CheckServing, check_serving_if_requested

Restore = Annotated[bool, typer.Option("--restore", help="Only fetch the tracked production model.")]
Digest = Annotated[str | None, typer.Argument(help="Digest of an earlier model, or its beginning.")]


def promote(
    *,
    restore: Restore = False,
    check_serving: CheckServing = False,
    dry_run: DryRun = False,
) -> None:
    """Copy models/retrained to models/production if the decision is to promote, and commit."""
    from retrain.production.promote import promote_retrained
    from retrain.production.restore import restore_production

    if restore:
        restore_production(dry_run=dry_run)
        return
    check_serving_if_requested(check_serving)
    promote_retrained(dry_run=dry_run)


def rollback(digest: Digest = None, *, dry_run: DryRun = False) -> None:
    """Restore the previous production model, or that of a digest, and commit."""
    from retrain.production.rollback import roll_back

    roll_back(digest, dry_run=dry_run)
