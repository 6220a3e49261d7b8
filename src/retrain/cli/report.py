"""`retrain report`: the last run and those before it on the terminal, and the pages beside the report."""

from typing import TYPE_CHECKING, Annotated

import typer

from retrain.cli.production import DryRun
from retrain.configuration import read_params, validate
from retrain.ml_configuration import InputError

if TYPE_CHECKING:
    from retrain.model_reports.tables.table import Table

app = typer.Typer(help="Look at the last run, and at those before it.", no_args_is_help=True)

Markdown = Annotated[bool, typer.Option("--markdown", help="As a Markdown table, for a comment.")]


@app.command()
def show() -> None:
    """Print the verdict, its checks, the scores of both models, and the labels that changed most."""
    from rich.console import Console

    from retrain.model_reports.terminal import terminal
    from retrain.reporting.report import read_report

    Console().print(terminal(read_report(validate(read_params()).report)))


@app.command()
def cost(*, markdown: Markdown = False) -> None:
    """Print what the last run of each stage took: time, processor time, memory, what it wrote."""
    from retrain.model_reports.formatting import count
    from retrain.model_reports.tables.table import Table
    from retrain.workspace.stage_costs import read_stage_costs

    costs = read_stage_costs()
    if not costs:
        raise InputError("no stage has run in this workspace yet; run `dvc repro`")
    figures = ("seconds", "processor_seconds", "peak_mebibytes", "written_mebibytes")
    rows = [(one.stage, *(f"{getattr(one, name):.1f}" for name in figures)) for one in costs]
    total = ("together", *(f"{sum(getattr(one, name) for one in costs):.1f}" for name in figures[:2]))
    largest = f"{max(one.peak_mebibytes for one in costs):.1f}", f"{sum(one.written_mebibytes for one in costs):.1f}"
    caption = f"What the last run of {count(len(costs))} stages took"
    columns = ("Stage", "Seconds", "Processor seconds", "Peak MiB", "Written MiB")
    _print(Table(caption, columns, (*rows, (*total, *largest))), markdown=markdown)


@app.command()
def history(*, markdown: Markdown = False) -> None:
    """Print every judgement that was committed: the day, the model, macro F1 of both, and the outcome."""
    from retrain.model_reports.formatting import NOTHING, score
    from retrain.model_reports.tables.table import Data, Table
    from retrain.reporting.decision_history import judgements

    rows = []
    for one in judgements():
        validation, recent, decision = one.metrics.validation, one.comparison.macro_f1, one.decision
        names = (one.day, decision.retrained.digest[:8] or NOTHING, decision.outcome or NOTHING)
        figures = (validation.legacy.macro_f1, validation.retrained.macro_f1, recent.legacy, recent.retrained)
        rows.append((*map(Data, names), *map(score, figures)))
    columns = ("Day", "Model", "Outcome", "Legacy", "Retrained", "Legacy, recent", "Retrained, recent")
    _print(
        Table(
            "Macro F1 at each judgement: on the validation rows, then on the recent ones", columns, tuple(rows), texts=3
        ),
        markdown=markdown,
    )


@app.command()
def plots(*, dry_run: DryRun = False) -> None:
    """Have `dvc plots show` and `dvc plots diff` write pages that open without a network."""
    from retrain.reporting.offline_plots import draw_plots_offline

    typer.echo(f"{draw_plots_offline(dry_run=dry_run)} is the template of DVC's pages in this clone: `dvc plots diff`")


def _print(table: "Table", *, markdown: bool) -> None:
    from rich.console import Console

    from retrain.model_reports.markdown import markdown_table
    from retrain.model_reports.terminal import rich_table

    if markdown:
        typer.echo(markdown_table(table))
    else:
        Console().print(rich_table(table))
