"""`retrain report`: the last run and earlier decisions on the terminal."""

from typing import TYPE_CHECKING, Annotated

import typer

from retrain.cli.options import DryRun
from retrain.configuration import read_params, validate
from retrain.ml_configuration import InputError

if TYPE_CHECKING:
    from retrain.model_reports.tables.report_table import Table
    from retrain.reporting.decision_history import CommittedDecision

app = typer.Typer(help="Show the last run and earlier decisions.", no_args_is_help=True)

Markdown = Annotated[bool, typer.Option("--markdown", help="Print a Markdown table.")]


@app.command()
def show() -> None:
    """Print the last decision, its checks, both models' scores and the labels that changed most."""
    from rich.console import Console

    from retrain.model_reports.charts.headline_scores import scores_table
    from retrain.model_reports.charts.label_scores import largest_changes
    from retrain.model_reports.terminal import render_decision, render_table
    from retrain.reporting.write_reports import read_report_model

    model = read_report_model(validate(read_params()).report)
    console = Console()
    console.print(render_decision(model.decision))
    for table in (scores_table(model), largest_changes(model.comparison)):
        if table.rows:
            console.print("", render_table(table), sep="\n")


@app.command()
def cost(*, markdown: Markdown = False) -> None:
    """Print the cost of the last run of each stage: time, processor time, memory, bytes written."""
    from retrain.model_reports.tables.report_table import Table
    from retrain.workspace.stage_costs import read_stage_costs

    costs = read_stage_costs()
    if not costs:
        raise InputError("no stage has run in this workspace yet; run `dvc repro`")
    names = ("stage", "seconds", "processor_seconds", "peak_mebibytes", "written_mebibytes")
    rows = [tuple(getattr(cost, name) for name in names) for cost in costs]
    _, seconds, processor_seconds, peaks, written = zip(*rows, strict=True)
    rows.append(("total", sum(seconds), sum(processor_seconds), max(peaks), sum(written)))
    columns = ("Stage", "Seconds", "Processor seconds", "Peak MiB", "Written MiB")
    cells = tuple((stage, *(f"{number:.1f}" for number in numbers)) for stage, *numbers in rows)
    _print(Table(f"Cost of the last run of {len(costs)} stages", columns, cells), markdown=markdown)


@app.command()
def history(*, markdown: Markdown = False) -> None:
    """Print every committed decision: day, model, outcome, and macro F1 of both models."""
    from retrain.model_reports.tables.report_table import Table
    from retrain.reporting.decision_history import committed_decisions

    columns = ("Day", "Model", "Outcome", "Legacy", "Retrained", "Legacy, recent", "Retrained, recent")
    rows = tuple(map(_history_row, committed_decisions()))
    caption = "Macro F1 at each decision, on the validation rows, then on the recent holdout"
    _print(Table(caption, columns, rows, texts=3), markdown=markdown)


@app.command()
def plots(*, dry_run: DryRun = False) -> None:
    """Have `dvc plots show` and `dvc plots diff` write pages that open without a network."""
    from retrain.reporting.offline_plots import use_offline_template

    template = use_offline_template(dry_run=dry_run)
    typer.echo(f"`dvc plots` in this clone now uses {template}; try `dvc plots diff`")


def _history_row(committed: "CommittedDecision") -> tuple[str, ...]:
    from retrain.model_reports.formatting import MISSING, format_score
    from retrain.model_reports.tables.report_table import Data

    names = (committed.day, committed.digest[:8], committed.outcome)
    return (*(Data(name or MISSING) for name in names), *map(format_score, committed.macro_f1))


def _print(table: "Table", *, markdown: bool) -> None:
    from rich.console import Console

    from retrain.model_reports.markdown import markdown_table
    from retrain.model_reports.terminal import render_table

    if markdown:
        typer.echo(markdown_table(table))
    else:
        Console().print(render_table(table))
