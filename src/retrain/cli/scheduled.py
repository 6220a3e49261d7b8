"""`retrain scheduled`: a retrain by clock, its publication, and the check of its pull request."""

import os
import re
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Annotated

import typer

from retrain.configuration import read_params, validate
from retrain.configuration.yaml_lines import CONFIGURATION, PARAMS, locate
from retrain.ml_configuration import InputError, Task
from retrain.schedule.run_state import PromotionMode, parse_overrides

app = typer.Typer(help="Retrain on new data, judge, open a pull request; for cron, GitHub, GitLab.")

Mode = Annotated[PromotionMode, typer.Option("--mode", envvar="RETRAIN_MODE", help="After a decision to promote.")]
Local = Annotated[bool, typer.Option("--local", help="Publish with the credentials of this machine.")]
Base = Annotated[str, typer.Option(envvar="RETRAIN_BASE", help="The branch to retrain from.")]
Overrides = Annotated[str, typer.Option(envvar="RETRAIN_OVERRIDES", help="As of `dvc exp run -S`, in a line.")]
Day = Annotated[
    datetime | None,
    typer.Option(envvar="RETRAIN_AS_OF", formats=["%Y-%m-%d"], help="Last day of data; default: yesterday."),
]
TOKEN = "REPO_TOKEN"  # noqa: S105
Token = Annotated[str, typer.Option(envvar=TOKEN, hidden=True)]
Tags = Annotated[bool, typer.Option("--tags", help="Push tags instead of the commit.")]


@app.callback(invoke_without_command=True)
def scheduled(
    context: typer.Context,
    *,
    mode: Mode = PromotionMode.PROPOSE,
    local: Local = False,
    base: Base = "main",
    overrides: Overrides = "",
    as_of: Day = None,
) -> None:
    """Retrain in a clone on the data up to yesterday, judge, and commit; `publish` pushes."""
    if context.invoked_subcommand:
        return
    from retrain.schedule.scheduled_retrain import ConfigEditor, retrain_on_schedule

    token = os.environ.pop(TOKEN, "")
    day = (as_of or datetime.now(UTC) - timedelta(days=1)).date()
    parsed = parse_overrides(overrides)
    config_editor = ConfigEditor(lambda: set_as_of(day, parsed), lambda: pin_overrides(parsed))
    retrain_on_schedule(mode, base, config_editor)
    if local:
        publish(token)


@app.command()
def publish(token: Token = "") -> None:
    """Push the latest retrain, and open or update its pull request with a comment."""
    from retrain.schedule import publish

    os.environ.pop(TOKEN, None)
    publish.publish(token)


@app.command()
def push(*, base: Base = "main", tags: Tags = False, token: Token = "") -> None:
    """Push the current commit, such as a rollback, to the base branch, or the tags of a release."""
    from retrain.schedule import publish

    publish.push(base, token, tags=tags)


@app.command()
def check(base: Base = "main") -> None:
    """Check that a pull request may be merged: lock files in step, a decision for production."""
    from retrain.schedule.pull_request_check import check_pull_request

    typer.echo("\n".join(check_pull_request(base)))


def set_as_of(day: date, overrides: list[str]) -> Task:
    """Sets `source.as_of` to a later day, composes params.yaml anew, and returns the task."""
    from retrain.configuration.compose import compose_text, compose_values

    values = compose_values()
    present = values["source"].get("as_of")
    if present is not None and date.fromisoformat(str(present)) < day:
        _write_as_of(locate(("source", "as_of"), values), day)
    PARAMS.write_text(compose_text(overrides), encoding="utf-8")
    current = read_params()["source"].get("as_of")
    typer.echo(f"source.as_of: {present} -> {current}; overrides: {overrides or 'none'}")
    return validate(read_params()).task


def _write_as_of(location: str, day: date) -> None:
    name, _, number = location.rpartition(":")
    file = Path(name)
    if file == PARAMS:
        raise InputError(f"{location}: an experiment sets source.as_of; set it in conf/source/ instead")
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    index = int(number) - 1
    lines[index] = re.sub(r"\d{4}-\d\d-\d\d", day.isoformat(), lines[index], count=1)
    file.write_text("".join(lines), encoding="utf-8")


def pin_overrides(overrides: list[str]) -> None:
    """Stores overrides as an experiment that conf/config.yaml selects."""
    from retrain.configuration.overrides import pin_experiment

    if not overrides:
        return
    values = read_params()
    name = f"scheduled_{blake2b(repr(values).encode(), digest_size=4).hexdigest()}"
    if not (CONFIGURATION / f"experiment/{name}.yaml").is_file():
        pin_experiment(name, values)
    config = CONFIGURATION / "config.yaml"
    selected = re.sub(r"(- optional experiment:) \S+", rf"\1 {name}", config.read_text(encoding="utf-8"))
    config.write_text(selected, encoding="utf-8")
