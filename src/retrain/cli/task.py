"""`retrain task`: start a task on records of your own, and check them before the first run."""

import os
import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
import yaml

from retrain.configuration import read_params, validate
from retrain.configuration.yaml_lines import CONFIGURATION
from retrain.ml_configuration import InputError, paths
from retrain.ml_configuration.errors import did_you_mean

if TYPE_CHECKING:
    from records.configuration import TableSource

app = typer.Typer(help="Start a task on records of your own.", no_args_is_help=True)

Records = Annotated[
    Path,
    typer.Argument(
        help="CSV, TSV, JSON lines, Parquet or Excel, a folder or a zip of these, or the conf/source/NAME.yaml of a "
        "database; files from elsewhere are copied to data/external/."
    ),
]
Name = Annotated[str, typer.Option(help="The task's name; default: the file's.")]
Label = Annotated[str, typer.Option(help="The column to predict; default: one named label or similar.")]
Task = Annotated[str, typer.Argument(help="A task of conf/task/.")]
To = Annotated[Path, typer.Option(help="The page to write.")]
DATABASE = ".yaml"
PAGE = Path("reports/profile.html")


@app.command()
def init(records: Records, name: Name = "", label: Label = "") -> None:
    """Guess a role for each column, and write conf/task/NAME.yaml and conf/source/NAME.yaml."""
    import pandas as pd

    from records.cell_checks import not_dates, not_numbers
    from records.ingest import read_tables
    from retrain.configuration.compose import compose_values
    from retrain.task_setup.guess_roles import QUARANTINE_LIMIT, guess_columns
    from retrain.task_setup.task_files import source_yaml, task_yaml

    name = name or _name_of(records)
    local = Path(os.path.relpath(records))
    is_elsewhere = ".." in local.parts
    target = Path("data/external", records.name) if is_elsewhere else local
    source_file = CONFIGURATION / "source" / f"{name}.yaml"
    task_file = CONFIGURATION / "task" / f"{name}.yaml"
    _refuse(name, records, [file for file in (source_file, task_file, target) if file != local])
    tables = read_tables(_source(records, name), records.parent if is_elsewhere else Path()).values()
    frame = pd.concat([table.frame for table in tables])
    rejected = sum(len(table.rejected) for table in tables)
    label = _label(list(frame.columns), str(records), label)
    max_bad = int(QUARANTINE_LIMIT * (len(frame) + rejected)) - rejected
    guesses = guess_columns(frame.droplevel(0), label, {"number": not_numbers, "date": not_dates}, max_bad)
    if is_elsewhere:
        _copy(records, target)
    existing = source_file.read_text(encoding="utf-8") if source_file.exists() else ""
    source_file.write_text(source_yaml(name, target.as_posix(), guesses, existing), encoding="utf-8")
    task_file.write_text(task_yaml(name, guesses, frame[label]), encoding="utf-8")
    validate(compose_values([f"task={name}"]))
    for column, guess in guesses.items():
        if guess.needs_review:
            message = f"column {column!r} has the role {guess.role}: {guess.reason}"
            typer.echo(f"warning: {message}", err=True)
    typer.echo(f"Check the roles in {task_file} and the licence in {source_file}; then")
    typer.echo(f"retrain task check {name}")
    if paths.PRODUCTION_POINTER.exists() and not paths.PRODUCTION.exists():
        typer.echo("retrain promote --restore")
    typer.echo(f"dvc exp run -S task={name}")


@app.command()
def check(task: Task) -> None:
    """Read the records of a task as the first stages do, and print a summary; writes nothing."""
    from records.ingest import read_source
    from retrain.configuration.compose import compose_values
    from retrain.task_setup.column_summary import summarize_records

    configuration = validate(compose_values([f"task={task}"]))
    snapshot = read_source(configuration.source, Path())
    counts = f"{snapshot.rows_read} rows read, {snapshot.quarantined} in quarantine"
    typer.echo(f"{configuration.source.name}: {counts}, {snapshot.after_as_of} after as_of")
    for path, dialect in snapshot.dialects.items():
        typer.echo(f"{path}: {dialect}")
    for cell in snapshot.quarantine[:3]:
        typer.echo(f"quarantine: {cell}")
    summary = summarize_records(
        snapshot.records,
        configuration.task,
        configuration.adapters,
        configuration.filterers,
        configuration.split,
    )
    typer.echo(summary)


@app.command()
def profile(task: Task = "", to: To = PAGE) -> None:
    """Write a page about the records of a task; default: the task of params.yaml."""
    from records.ingest import read_source
    from retrain.configuration.compose import compose_values
    from retrain.labelling.human_labels import overlay_human_labels
    from retrain.task_setup.data_page import data_page
    from retrain.workspace.atomic import replace_file

    configuration = validate(compose_values([f"task={task}"]) if task else read_params())
    page = data_page(
        read_source(configuration.source, Path()).records,
        configuration.task,
        configuration.adapters,
        configuration.filterers,
        configuration.split,
        configuration.report.text,
        overlay_human_labels,
    )
    replace_file(to, page.encode())
    typer.echo(f"{to} is written")


def _name_of(records: Path) -> str:
    """The file's name as a task name: lower-case letters, digits and underscores."""
    words = re.sub("[^a-z0-9]+", "_", records.stem.lower()).strip("_")
    return re.sub("^(?![a-z])", "t", words)


def _source(records: Path, name: str) -> "TableSource":
    """The source of the records, without roles yet."""
    from pydantic import TypeAdapter

    from records.configuration import FileSource, TableSource
    from records.source import Source

    if records.suffix == DATABASE:
        source = TypeAdapter(Source).validate_python(yaml.safe_load(records.read_text(encoding="utf-8")))
        if not isinstance(source, TableSource):
            raise InputError(f"{records} is no table; name a file, a folder, or the YAML of a database")
        return source
    local = Path(os.path.relpath(records))
    return FileSource.model_validate(
        {
            "kind": "file",
            "name": name,
            "licence": "not stated",
            "upstream": "your own data",
            "quarantine_limit": 1,
            "path": records.name if ".." in local.parts else local.as_posix(),
        }
    )


def _refuse(name: str, records: Path, targets: list[Path]) -> None:
    """Refuses a bad name, records that are missing, and files that exist."""
    if not re.fullmatch("[a-z][a-z0-9_]*", name):
        rule = "use lower-case letters, digits and _, starting with a letter"
        raise InputError(f"--name {name}: {rule}")
    for required in (records, CONFIGURATION / "config.yaml"):
        if not required.exists():
            raise InputError(f"{required} is missing; run in the repository's root, and name a table")
    for target in filter(Path.exists, targets):
        raise InputError(f"{target} exists already; choose another --name, or remove it")


def _label(columns: list[str], file: str, requested: str) -> str:
    """The column to predict: the requested one, else the first with a usual name."""
    from retrain.task_setup.guess_roles import LABEL_NAMES

    if requested:
        if requested not in columns:
            hint = did_you_mean(requested, columns)
            raise InputError(f"{file}:1: there is no column {requested!r}{hint}")
        return requested
    usual = [column for column in columns if column.lower() in LABEL_NAMES]
    if not usual:
        problem = "no column is named label, class or similar; name the column to predict with --label"
        raise InputError(f"{file}:1: {problem}")
    return min(usual, key=lambda column: LABEL_NAMES.index(column.lower()))


def _copy(records: Path, target: Path) -> None:
    typer.echo(f"cp -r {shlex.join([str(records), str(target)])}")
    target.parent.mkdir(parents=True, exist_ok=True)
    if records.is_dir():
        shutil.copytree(records, target)
    else:
        shutil.copyfile(records, target)
