"""`retrain task`: start a task on records of one's own, and look at it before the first run."""

import os
import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
import yaml

from retrain.configuration import validate
from retrain.configuration.error_messages import did_you_mean
from retrain.configuration.yaml_lines import CONFIGURATION
from retrain.ml_configuration import InputError, paths

if TYPE_CHECKING:
    from records.configuration import TableSource

app = typer.Typer(help="Start a task on records of your own.", no_args_is_help=True)

Records = Annotated[
    Path,
    typer.Argument(
        help="CSV, TSV, JSON lines, Parquet or Excel, a folder or a zip of these, or the conf/source/NAME.yaml of a "
        "database; what lies elsewhere is copied to data/external/."
    ),
]
Name = Annotated[str, typer.Option(help="The task's name; without it the file's.")]
Label = Annotated[str, typer.Option(help="The column to predict; without it one named label, target, class or alike.")]
Task = Annotated[str, typer.Argument(help="A task of conf/task/.")]
DATABASE = ".yaml"


@app.command()
def init(records: Records, name: Name = "", label: Label = "") -> None:
    """Guess a role for each column, and write conf/task/NAME.yaml and conf/source/NAME.yaml."""
    import pandas as pd

    from records.cell_checks import not_dates, not_numbers
    from records.ingest import sheets_of
    from retrain.configuration.compose import compose_values
    from retrain.task_setup.guess_roles import LIMIT, guess_columns, source_text, task_text

    name = name or re.sub("^(?![a-z])", "t", re.sub("[^a-z0-9]+", "_", records.stem.lower()).strip("_"))
    near = Path(os.path.relpath(records))
    place = Path("data/external", records.name) if ".." in near.parts else near
    source, task = (CONFIGURATION / group / f"{name}.yaml" for group in ("source", "task"))
    _refuse(name, records, [target for target in (source, task, place) if target != near])
    described = _source(records, name)
    sheets = sheets_of(described, records.parent if place != near else Path()).values()
    frame, refused = pd.concat([sheet.frame for sheet in sheets]), sum(len(sheet.refused) for sheet in sheets)
    label = _label(list(frame.columns), str(records), label)
    spare = int(LIMIT * (len(frame) + refused)) - refused
    guesses = guess_columns(frame.droplevel(0), label, {"number": not_numbers, "date": not_dates}, spare)
    if place != near:
        typer.echo(f"cp -r {shlex.join([str(records), str(place)])}")
        place.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if records.is_dir() else shutil.copyfile)(records, place)
    known = source.read_text(encoding="utf-8") if source.exists() else ""
    source.write_text(source_text(name, place.as_posix(), guesses, known), encoding="utf-8")
    task.write_text(task_text(name, guesses, frame[label]), encoding="utf-8")
    validate(compose_values([f"task={name}"]))
    for column, guess in guesses.items():
        if guess.doubt:
            typer.echo(f"warning: column {column!r} has the role {guess.role}: {guess.why}", err=True)
    restore = paths.PRODUCTION_POINTER.exists() and not paths.PRODUCTION.exists()
    typer.echo(f"Check the roles in {task} and the licence in {source}; then")
    typer.echo(f"retrain task check {name}")
    typer.echo("retrain promote --restore\n" * restore + f"dvc exp run -S task={name}")


@app.command()
def check(task: Task) -> None:
    """Read the records of a task as the first stages would, and show what is in them; nothing is written."""
    from records.ingest import gathered_from
    from retrain.configuration.compose import compose_values
    from retrain.task_setup.column_summary import profile

    whole = validate(compose_values([f"task={task}"]))
    found = gathered_from(whole.source, Path())
    counts = f"{found.read} rows read, {found.quarantined} in quarantine, {found.after_as_of} after as_of"
    typer.echo(f"{whole.source.name}: {counts}")
    for path, form in found.forms.items():
        typer.echo(f"{path}: {form}")
    for cell in found.quarantine[:3]:
        typer.echo(f"quarantine: {cell}")
    typer.echo(profile(found.records, whole.task, whole.adapters, whole.filterers, whole.split))


def _source(records: Path, name: str) -> "TableSource":
    """The records as a source, without roles yet."""
    from pydantic import TypeAdapter

    from records.configuration import FileSource, Source, TableSource

    if records.suffix == DATABASE:
        known = TypeAdapter(Source).validate_python(yaml.safe_load(records.read_text(encoding="utf-8")))
        if not isinstance(known, TableSource):
            raise InputError(f"{records} is no table; name a file, a folder, or the YAML of a database")
        return known
    near = Path(os.path.relpath(records))
    path = records.name if ".." in near.parts else near.as_posix()
    given = {"kind": "file", "name": name, "licence": "not stated", "upstream": "your own data", "quarantine_limit": 1}
    return FileSource.model_validate({**given, "path": path})


def _refuse(name: str, records: Path, targets: list[Path]) -> None:
    if not re.fullmatch("[a-z][a-z0-9_]*", name):
        raise InputError(f"--name {name}: write small letters, digits and _, a letter first")
    for needed in (records, CONFIGURATION / "config.yaml"):
        if not needed.exists():
            raise InputError(f"{needed} is missing; run in the repository's root, and name a table")
    for target in filter(Path.exists, targets):
        raise InputError(f"{target} is there already; choose another --name, or remove it")


def _label(columns: list[str], file: str, asked: str) -> str:
    from retrain.task_setup.guess_roles import LABELS

    if asked and asked not in columns:
        raise InputError(f"{file}:1: there is no column {asked!r}{did_you_mean(asked, columns)}")
    usual = sorted((one for one in columns if one.lower() in LABELS), key=lambda one: LABELS.index(one.lower()))
    if not asked and not usual:
        raise InputError(f"{file}:1: no column is named label, class or alike; name the one to predict with --label")
    return asked or usual[0]
