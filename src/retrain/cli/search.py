"""`retrain search`: run or finish a search, see how far it is, adopt what it found."""

from typing import Annotated

import typer

from retrain.cli.production import DryRun
from retrain.configuration import read_params, validate
from retrain.ml_configuration.search import SearchSections

app = typer.Typer(help="Search hyperparameters on the validation rows.", no_args_is_help=True)

NewStudy = Annotated[bool, typer.Option("--new-study", help="Forget the trials that were kept, and start afresh.")]


def _sections() -> SearchSections:
    configuration = validate(read_params())
    return SearchSections(**{name: getattr(configuration, name) for name in SearchSections.model_fields})


@app.command()
def run(*, new_study: NewStudy = False, dry_run: DryRun = False) -> None:
    """Run search/dvc.yaml, from wherever a kill left it."""
    from retrain.search.search_commands import run_search

    run_search(_sections(), new_study=new_study, dry_run=dry_run)


@app.command()
def status() -> None:
    """Print how many trials have ended, how long the others will take, and the best of them."""
    from retrain.search.search_commands import search_status

    typer.echo(search_status(_sections()))


@app.command()
def plots() -> None:
    """Draw reports/search/index.html from the trials that have ended, also while the search runs."""
    from retrain.search.search_commands import draw_search

    typer.echo(f"{draw_search(_sections())} is written")


@app.command()
def dashboard(*, dry_run: DryRun = False) -> None:
    """Write the trials that have ended as an Optuna journal, and serve it with optuna-dashboard."""
    from retrain.search.search_commands import open_dashboard

    open_dashboard(_sections(), dry_run=dry_run)


@app.command()
def adopt() -> None:
    """Store what the best trial tried in conf/tuned/, where the ordinary train stage takes it up."""
    from retrain.search.search_commands import adopt as adopted

    configuration = validate(read_params())
    file = adopted(configuration.task.name, configuration.network.name.value)
    typer.echo(f"{file} is written; take it up with `retrain params compose`, then `dvc repro`")
