"""`retrain task profile`: what is in the records of a task, as a page."""

from pathlib import Path
from typing import Annotated

import typer

from retrain.cli.task import Task
from retrain.stages.configuration import read_params, validate

To = Annotated[Path, typer.Option(help="The page to write.")]
PAGE = Path("reports/profile.html")


def profile(task: Task = "", to: To = PAGE) -> None:
    """Write a page: columns, labels, near-duplicates, labels in doubt; of params.yaml's task where none is named."""
    from records.ingest import gathered_from
    from retrain.pipeline.data_page import data_page
    from retrain.pipeline.exchange import replace_file
    from retrain.stages.configuration.composition import compose_values

    whole = validate(compose_values([f"task={task}"]) if task else read_params())
    raw = gathered_from(whole.source, Path()).records
    page = data_page(raw, whole.task, whole.adapters, whole.filterers, whole.split, whole.report.text)
    replace_file(to, page.encode())
    typer.echo(f"{to} is written")
