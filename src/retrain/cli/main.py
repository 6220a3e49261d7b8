"""The application: `retrain --help`."""

from importlib.metadata import version
from typing import Annotated

import typer

from retrain.cli.checkout_guard import refuse_other_checkout
from retrain.cli.decision import app as decision
from retrain.cli.doctor import doctor
from retrain.cli.labels import app as labels
from retrain.cli.params import app as params
from retrain.cli.predict import predict
from retrain.cli.production import promote, rollback
from retrain.cli.report import app as report
from retrain.cli.scheduled import app as scheduled
from retrain.cli.search import app as search
from retrain.cli.serve import serve
from retrain.cli.task import app as task
from retrain.configuration import exit_on_user_error


def print_version(requested: bool) -> None:
    """Prints the version of the installed package and exits, where it is requested."""
    if requested:
        typer.echo(f"retrain {version('retrain')}")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version.")]


def global_options(*, _version: Version = False) -> None:
    """The options of `retrain` itself."""


app = typer.Typer(
    name="retrain",
    callback=global_options,
    help="The commands that are not stages. Each prints the dvc and git commands that it runs.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(params, name="params")
app.add_typer(decision, name="decision")
app.add_typer(labels, name="labels")
app.add_typer(report, name="report")
app.add_typer(scheduled, name="scheduled")
app.add_typer(search, name="search")
app.add_typer(task, name="task")
app.command()(predict)
app.command()(promote)
app.command()(doctor)
app.command()(rollback)
app.command()(serve)


def main() -> None:
    """Runs the application; wrong input ends with its message and exit code 2."""
    with exit_on_user_error():
        refuse_other_checkout()
        app()


if __name__ == "__main__":
    main()
