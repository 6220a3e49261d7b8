"""Draws the next sealed test set: later rows of the same hash slice, which nobody has read."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pandas as pd
import yaml

from retrain.ml_configuration import InputError, Role, Split, Task, paths
from retrain.ml_configuration.split import Seal, Splitting
from retrain.ml_configuration.stages import SplitSections
from retrain.pipeline.splitting import assign_splits, recent_start
from retrain.workspace.atomic import replace_file
from retrain.workspace.csv_tables import read_table
from retrain.workspace.json_files import require_file
from retrain.workspace.shell import Shell
from retrain.workspace.yaml_files import flow_style

SEAL_KEY = re.compile(r"^[^#\n]*\bseal:", re.MULTILINE)
SEAL_LINE = re.compile(r"^([^#\n]*\bseal: )(\{[^{}\n]*\})", re.MULTILINE)
SEAL_OPTIONS = ("split.seal.name", "split.seal.since", "split.seal.until")


def draw_next_seal(
    sections: SplitSections, choices: Iterable[str], until: date | None = None, *, dry_run: bool = False
) -> str:
    """Writes the next seal into `conf/`, composes params.yaml, and returns the commands for the commit.

    Args:
        sections: the sections of params.yaml.
        choices: the overrides that compose the present params.yaml; those of the present seal are
            ignored.
        until: last day of the next sealed test set; None: the day before the recent rows.
        dry_run: change nothing.

    Raises:
        InputError: no row would be sealed, or `conf/` has no line `seal: {...}` to edit.
    """
    task = sections.task
    splitting = sections.split
    _check_task(task)
    records = read_table(require_file(paths.FILTERED, "`dvc repro filter`"))
    seal = next_seal(records, task, splitting, until)
    splits = assign_splits(records, task, splitting.model_copy(update={"seal": seal}))
    rows = int((splits == Split.SEALED).sum())
    if not rows:
        raise InputError(_no_rows(seal.since, seal.until))
    file, text = _edited(task, splitting, seal)
    if not dry_run:
        replace_file(file, text.encode())
    options = []
    for choice in choices:
        if not choice.lstrip("+~").startswith(SEAL_OPTIONS):
            options += ["-S", choice]
    Shell(dry_run).run("retrain", "params", "compose", *options)
    return (
        f"The sealed test set {seal.name}, {rows} rows after {seal.since} up to {seal.until}, is in {file}.\n"
        f"Commit it, then run `dvc repro`:\ngit add {file} params.yaml\n"
        f'git commit --message "Draw sealed test set {seal.name}"'
    )


def next_seal(records: pd.DataFrame, task: Task, splitting: Splitting, until: date | None = None) -> Seal:
    """The next seal, which begins where the present one ends.

    Args:
        records: the filtered records.
        task: a task with a column of the role `time`.
        splitting: holds the present seal.
        until: last day of the next seal; None: the day before the recent rows.

    Raises:
        InputError: the present seal ends later.
    """
    times = records[str(task.column_name(Role.TIME))]
    recent = splitting.recent
    present = splitting.seal
    last = until or date.fromisoformat(recent_start(times, recent.months, recent.since)) - timedelta(days=1)
    if last <= present.until:
        raise InputError(_no_rows(present.until, last))
    stem = present.name.rstrip("0123456789")
    names = (f"{stem}{number}" for number in count(int(present.name.removeprefix(stem) or 1) + 1))
    name = next(name for name in names if not (paths.USES / name).exists())
    return present.model_copy(update={"name": name, "since": present.until, "until": last})


def _check_task(task: Task) -> None:
    if task.column_name(Role.SPLIT) is not None:
        raise InputError(
            f"conf/task/{task.name}.yaml: the sealed test set is that of the official partition, and there is no other"
        )
    if task.column_name(Role.TIME) is None:
        raise InputError(
            f"conf/task/{task.name}.yaml: without a column of the role 'time' no row is newer than "
            "the sealed test set, and another salt would seal rows that the legacy model was trained on; "
            "collect new rows with their time"
        )


def _no_rows(since: date | None, until: date) -> str:
    remedy = "ingest newer rows, or give a later day with --until"
    return f"no row is left to seal after {since} up to {until}; {remedy}"


def _edited(task: Task, splitting: Splitting, seal: Seal) -> tuple[Path, str]:
    """The file that sets `seal`, of the task or else of the split, and its new text."""
    files = (Path(f"conf/task/{task.name}.yaml"), Path(f"conf/split/{splitting.name}.yaml"))
    texts = {file: file.read_text(encoding="utf-8") for file in files if file.is_file()}
    setting = [file for file, text in texts.items() if SEAL_KEY.search(text)]
    file = setting[0] if setting else files[-1]
    text = texts.get(file, "")
    match = SEAL_LINE.search(text)
    if match is None:
        line = f"seal: {flow_style(seal.model_dump())}"
        raise InputError(f"{file}: there is no line `seal: {{...}}` to edit; add it yourself: {line}")
    written_keys = {"name", "since", "until", *yaml.safe_load(match[2])}
    written = {key: value for key, value in seal.model_dump().items() if key in written_keys}
    line = flow_style(written)
    return file, text[: match.start(2)] + line + text[match.end(2) :]
