"""`retrain scheduled`: what a clock starts, what makes it public, and what a pull request has to pass."""

import os
import re
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Annotated

import typer

from retrain.configuration import read_params, validate
from retrain.configuration.yaml_lines import CONFIGURATION, PARAMS, place
from retrain.ml_configuration import InputError, Task
from retrain.schedule.run_state import Manner, allowed_overrides

app = typer.Typer(help="Retrain on what is new, judge, and propose; for cron, GitHub and GitLab.")

How = Annotated[Manner, typer.Option("--mode", envvar="RETRAIN_MODE", help="What follows a decision that promotes.")]
Local = Annotated[bool, typer.Option("--local", help="Publish at once, with what this machine may push.")]
Base = Annotated[str, typer.Option(envvar="RETRAIN_BASE", help="The branch that serves.")]
Overrides = Annotated[str, typer.Option(envvar="RETRAIN_OVERRIDES", help="As in `dvc exp run -S`, in one line.")]
Day = Annotated[
    datetime | None, typer.Option(envvar="RETRAIN_AS_OF", formats=["%Y-%m-%d"], help="The last day; else yesterday.")
]
TOKEN = "REPO_TOKEN"  # noqa: S105
Token = Annotated[str, typer.Option(envvar=TOKEN, hidden=True)]
Tags = Annotated[bool, typer.Option("--tags", help="The tags instead.")]


@app.callback(invoke_without_command=True)
def scheduled(
    context: typer.Context,
    *,
    mode: How = Manner.PROPOSE,
    local: Local = False,
    base: Base = "main",
    overrides: Overrides = "",
    as_of: Day = None,
) -> None:
    """Retrain in a clone on the data up to yesterday, judge, and commit to a branch there; nothing is pushed yet."""
    if context.invoked_subcommand:
        return
    from retrain.schedule.scheduled_retrain import Configuring, retrain_on_schedule

    token = os.environ.pop(TOKEN, "")
    settings, day = allowed_overrides(overrides), (as_of or datetime.now(UTC) - timedelta(days=1)).date()
    configuring = Configuring(lambda: _moved(day, settings), lambda: _kept(settings))
    retrain_on_schedule(mode, base, configuring)
    if local:
        publish(token)


@app.command()
def publish(token: Token = "") -> None:
    """Push the data, then the branch of the latest retrain; open or update its pull request and comment on it."""
    from retrain.schedule.publish import publish as made_public

    os.environ.pop(TOKEN, None)
    made_public(token)


@app.command()
def push(*, base: Base = "main", tags: Tags = False, token: Token = "") -> None:
    """Push the present commit, such as a rollback, to the base branch, or the tags of a release."""
    from retrain.schedule.publish import push as pushed

    pushed(base, token, tags=tags)


@app.command()
def check(base: Base = "main") -> None:
    """Say whether a pull request may be merged: lock files in step, and production with a decision of its own."""
    from retrain.schedule.pull_request_check import check_proposal

    typer.echo("\n".join(check_proposal(base)))


def _moved(day: date, overrides: list[str]) -> Task:
    """The task, once the source is read up to a day (never an earlier one) and params.yaml is composed anew."""
    from retrain.configuration.compose import compose_text, compose_values

    values = compose_values()
    present = values["source"].get("as_of")
    if present is not None and date.fromisoformat(str(present)) < day:
        _write_as_of(place(("source", "as_of"), values), day)
    PARAMS.write_text(compose_text(overrides), encoding="utf-8")
    typer.echo(f"source.as_of: {present} -> {read_params()['source'].get('as_of')}; overrides: {overrides or 'none'}")
    return validate(read_params()).task


def _write_as_of(where: str, day: date) -> None:
    name, _, line = where.rpartition(":")
    if Path(name) == PARAMS:
        raise InputError(f"{where}: an experiment sets source.as_of; let the source's own file in conf/source/ do so")
    lines = Path(name).read_text(encoding="utf-8").splitlines(keepends=True)
    lines[int(line) - 1] = re.sub(r"\d{4}-\d\d-\d\d", day.isoformat(), lines[int(line) - 1], count=1)
    Path(name).write_text("".join(lines), encoding="utf-8")


def _kept(overrides: list[str]) -> None:
    """Keeps overrides as an experiment that conf/config.yaml names, so that params.yaml is its composition."""
    from retrain.configuration.overrides import pin_experiment

    if not overrides:
        return
    values = read_params()
    name = f"scheduled_{blake2b(repr(values).encode(), digest_size=4).hexdigest()}"
    file, config = CONFIGURATION / f"experiment/{name}.yaml", CONFIGURATION / "config.yaml"
    if not file.is_file():
        pin_experiment(name, values)
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"(- optional experiment:) \S+", rf"\1 {name}", text), encoding="utf-8")
