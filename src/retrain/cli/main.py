"""The application: `retrain --help`."""

import typer

from retrain.cli import decision, doctor, labels, params, predict, production, report, scheduled, search, serve, task
from retrain.cli.profile import profile
from retrain.configuration import exit_on_user_error

app = typer.Typer(
    name="retrain",
    help="Side commands beside `dvc repro` and `dvc exp run`. Each prints the dvc and git lines that it runs.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(params.app, name="params")
app.add_typer(decision.app, name="decision")
app.add_typer(labels.app, name="labels")
app.add_typer(report.app, name="report")
app.add_typer(scheduled.app, name="scheduled")
app.add_typer(search.app, name="search")
app.add_typer(task.app, name="task")
task.app.command()(profile)
for command in (predict.predict, production.promote, doctor.doctor, production.rollback, serve.serve):
    app.command()(command)


def main() -> None:
    """Runs the application; bad input ends with its message and exit code 2."""
    with exit_on_user_error():
        app()


if __name__ == "__main__":
    main()
