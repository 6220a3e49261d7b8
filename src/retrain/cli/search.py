"""`retrain search`: run or resume a search, show its progress, adopt its best trial."""

from typing import Annotated

import typer

from retrain.cli.options import DryRun
from retrain.configuration import read_params, validate
from retrain.ml_configuration.search import SearchSections

app = typer.Typer(help="Search hyperparameters on the validation rows.", no_args_is_help=True)

NewStudy = Annotated[bool, typer.Option("--new-study", help="Delete the stored trials first.")]


def _sections() -> SearchSections:
    configuration = validate(read_params())
    return SearchSections(**{name: getattr(configuration, name) for name in SearchSections.model_fields})


@app.command()
def run(*, new_study: NewStudy = False, dry_run: DryRun = False) -> None:
    """Run search/dvc.yaml; a search that was killed is resumed."""
    from retrain.search.search_commands import repro_search

    repro_search(_sections(), new_study=new_study, dry_run=dry_run)


@app.command()
def status() -> None:
    """Print the number of finished trials, the estimated time left, and the best trial."""
    from retrain.search.search_commands import search_status

    typer.echo(search_status(_sections()))


@app.command()
def plots() -> None:
    """Draw reports/search/index.html from the finished trials, also while the search runs."""
    from retrain.search.search_commands import draw_search

    typer.echo(f"{draw_search(_sections())} is written")


@app.command()
def dashboard(*, dry_run: DryRun = False) -> None:
    """Write the finished trials to an Optuna journal and serve it with optuna-dashboard."""
    from retrain.search.search_commands import open_dashboard

    open_dashboard(_sections(), dry_run=dry_run)


@app.command()
def adopt() -> None:
    """Store the best trial's parameters in conf/tuned/, for the training pipeline."""
    from retrain.search.search_commands import adopt_best

    configuration = validate(read_params())
    file = adopt_best(configuration.task.name, configuration.network.name.value)
    typer.echo(f"{file} is written; apply it with `retrain params compose`, then `dvc repro`")
