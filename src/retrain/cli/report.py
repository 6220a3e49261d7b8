"""`retrain report`: the last run on the terminal, and the pages beside the report."""

import typer

from retrain.cli.production import DryRun

app = typer.Typer(help="Look at the last run.", no_args_is_help=True)


@app.command()
def plots(*, dry_run: DryRun = False) -> None:
    """Have `dvc plots show` and `dvc plots diff` write pages that open without a network."""
    from retrain.pipeline.offline_plots import draw_plots_offline

    typer.echo(f"{draw_plots_offline(dry_run=dry_run)} is the template of DVC's pages in this clone: `dvc plots diff`")
