"""`retrain task`: start a task on a CSV of one's own."""

import os
import re
import shlex
import shutil
from pathlib import Path
from typing import Annotated

import typer

from retrain.ml_configuration import InputProblem, paths
from retrain.stages.configuration import validate
from retrain.stages.configuration.explanations import did_you_mean
from retrain.stages.configuration.locations import CONFIGURATION

app = typer.Typer(help="Start a task on a CSV of your own.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="A CSV with a header; one from elsewhere is copied to data/external/.")]
Name = Annotated[str, typer.Option(help="The task's name; without it the file's.")]
Label = Annotated[str, typer.Option(help="The column to predict; without it one named label, target, class or alike.")]


@app.command()
def init(file: File, name: Name = "", label: Label = "") -> None:
    """Guess a role for each column of a CSV, and write conf/task/NAME.yaml and conf/source/NAME.yaml."""
    from records.checking import not_dates, not_numbers
    from records.reading import read_sheet
    from retrain.pipeline.guessing import LIMIT, guess_columns, source_text, task_text
    from retrain.stages.configuration.composition import compose_values

    name = name or re.sub("^(?![a-z])", "t", re.sub("[^a-z0-9]+", "_", file.stem.lower()).strip("_"))
    near = Path(os.path.relpath(file))
    place = Path("data/external", file.name) if ".." in near.parts else near
    source, task = (CONFIGURATION / group / f"{name}.yaml" for group in ("source", "task"))
    _refuse(name, file, [source, task, *({place} - {near})])
    sheet = read_sheet(file.read_bytes(), str(file))
    rows, label = len(sheet.frame) + len(sheet.refused), _label(list(sheet.frame.columns), str(file), label)
    spare = int(LIMIT * rows) - len(sheet.refused)
    guesses = guess_columns(sheet.frame.droplevel(0), label, {"number": not_numbers, "date": not_dates}, spare)
    if place != near:
        typer.echo(f"cp {shlex.join([str(file), str(place)])}")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
    source.write_text(source_text(name, place.as_posix(), guesses), encoding="utf-8")
    task.write_text(task_text(name, guesses, sheet.frame[label].nunique()), encoding="utf-8")
    validate(compose_values([f"task={name}"]))
    for column, guess in guesses.items():
        if guess.doubt:
            typer.echo(f"warning: column {column!r} has the role {guess.role}: {guess.why}", err=True)
    restore = paths.PRODUCTION_POINTER.exists() and not paths.PRODUCTION.exists()
    typer.echo(f"Check the roles in {task} and the licence in {source}; then")
    typer.echo("retrain promote --restore\n" * restore + f"dvc exp run -S task={name}")


def _refuse(name: str, file: Path, targets: list[Path]) -> None:
    if not re.fullmatch("[a-z][a-z0-9_]*", name):
        raise InputProblem(f"--name {name}: write small letters, digits and _, a letter first")
    for needed in (file, CONFIGURATION / "config.yaml"):
        if not needed.is_file():
            raise InputProblem(f"{needed} is missing; run in the repository's root, and name a CSV")
    for target in filter(Path.exists, targets):
        raise InputProblem(f"{target} is there already; choose another --name, or remove it")


def _label(columns: list[str], file: str, asked: str) -> str:
    from retrain.pipeline.guessing import LABELS

    if asked and asked not in columns:
        raise InputProblem(f"{file}:1: there is no column {asked!r}{did_you_mean(asked, columns)}")
    usual = sorted((one for one in columns if one.lower() in LABELS), key=lambda one: LABELS.index(one.lower()))
    if not asked and not usual:
        raise InputProblem(f"{file}:1: no column is named label, class or alike; name the one to predict with --label")
    return asked or usual[0]
