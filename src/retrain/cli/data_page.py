"""`retrain task profile`: what is in the records of a task, as a page."""

from pathlib import Path
from typing import Annotated

import typer

from retrain.stages.configuration import read_params, validate

Task = Annotated[str, typer.Argument(help="A task of conf/task/; without it that of params.yaml.")]
To = Annotated[Path, typer.Option(help="The file to write.")]
PAGE = Path("reports/profile.html")


def data_page(task: Task = "", to: To = PAGE) -> None:
    """Write a page about the records of a task: columns, labels, near-duplicates, labels in doubt; no sealed row."""
    from records.ingest import gathered_from
    from retrain.pipeline.data_page import describe
    from retrain.pipeline.exchange import replace_file
    from retrain.stages.configuration.composition import compose_values

    whole = validate(compose_values([f"task={task}"]) if task else read_params())
    records = gathered_from(whole.source, Path()).records
    page = describe(records, whole.task, whole.adapters, whole.filterers, whole.split, whole.report.text)
    replace_file(to, page.encode())
    typer.echo(f"{to} is written")
