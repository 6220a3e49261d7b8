"""`retrain promote` and `retrain rollback`: change what serves."""

from typing import Annotated

import typer

DryRun = Annotated[bool, typer.Option("--dry-run", help="Print what would run, and change nothing.")]
Demo = Annotated[
    bool, typer.Option("--restore", help="Only bring back the tracked production model; the demo's is rebuilt.")
]
Check = Annotated[
    bool,
    typer.Option(
        "--check-serving",
        envvar="RETRAIN_CHECK_SERVING",
        help="First serve the retrained folder, and compare its answers.",
    ),
]
Former = Annotated[str | None, typer.Argument(help="The digest of a model that has served, or its beginning.")]


def promote(*, restore: Demo = False, check: Check = False, dry_run: DryRun = False) -> None:
    """Copy models/retrained to models/production on a decision that says promote, archive it, and commit."""
    from retrain.production.promote import promote_retrained
    from retrain.production.restore import restore_production

    if restore:
        restore_production(dry_run=dry_run)
    else:
        if check:
            from retrain.serving.smoke_test import check_serving

            check_serving()
        promote_retrained(dry_run=dry_run)


def rollback(digest: Former = None, *, dry_run: DryRun = False) -> None:
    """Restore the model that served before the last promotion, or the one of a digest, and commit."""
    from retrain.production.rollback import roll_back

    roll_back(digest, dry_run=dry_run)
