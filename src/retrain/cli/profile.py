"""`retrain task profile`: what is in the records of a task, as a page."""

from pathlib import Path
from typing import Annotated

import typer

from retrain.cli.task import Task
from retrain.configuration import read_params, validate

To = Annotated[Path, typer.Option(help="The page to write.")]
PAGE = Path("reports/profile.html")


def profile(task: Task = "", to: To = PAGE) -> None:
    """Write a page: columns, labels, near-duplicates, labels in doubt; of params.yaml's task where none is named."""
    from records.ingest import gathered_from
    from retrain.configuration.compose import compose_values
    from retrain.labelling.human_labels import with_given_labels
    from retrain.task_setup.data_page import data_page
    from retrain.workspace.atomic import replace_file

    whole = validate(compose_values([f"task={task}"]) if task else read_params())
    raw = gathered_from(whole.source, Path()).records
    steps = (whole.task, whole.adapters, whole.filterers, whole.split)
    page = data_page(raw, *steps, whole.report.text, with_given_labels)
    replace_file(to, page.encode())
    typer.echo(f"{to} is written")
