"""The next seal: later rows of the same slice, which nobody has read; those of the former one are opened."""

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
from retrain.pipeline.splitting import deal, recent_from
from retrain.workspace.atomic import replace_file
from retrain.workspace.csv_tables import read_table
from retrain.workspace.json_files import needed
from retrain.workspace.shell import Shell

SAYS = re.compile(r"^[^#\n]*\bseal:", re.MULTILINE)
LINE = re.compile(r"^([^#\n]*\bseal: )(\{[^{}\n]*\})", re.MULTILINE)
DRAWN = ("split.seal.name", "split.seal.since", "split.seal.until")


def draw_next_seal(
    sections: SplitSections, choices: Iterable[str], until: date | None = None, *, dry_run: bool = False
) -> str:
    """What was drawn, and the lines that commit it; writes it into `conf/`, and composes params.yaml anew.

    Args:
        sections: as params.yaml has them.
        choices: the overrides that compose the present params.yaml; those of the present seal are
            left out.
        until: the last day of the seal; the day before the recent rows where it is None.
        dry_run: change nothing.

    Raises:
        InputError: there is nothing to draw, or no line of `conf/` that could say so.
    """
    task, splitting = sections.task, sections.split
    _check_task(task)
    records = read_table(needed(paths.FILTERED, "`dvc repro filter`"))
    seal = next_seal(records, task, splitting, until)
    rows = int((deal(records, task, splitting.model_copy(update={"seal": seal})) == Split.SEALED).sum())
    if not rows:
        raise InputError(_nothing(seal.since, seal.until))
    file, text = _edited(task, splitting, seal)
    if not dry_run:
        replace_file(file, text.encode())
    kept = [word for one in choices if not one.lstrip("+~").startswith(DRAWN) for word in ("-S", one)]
    Shell(dry_run).run("retrain", "params", "compose", *kept)
    return (
        f"The seal {seal.name}, {rows} rows after {seal.since} up to {seal.until}, stands in {file}.\n"
        f"Commit it, then run `dvc repro`:\ngit add {file} params.yaml\n"
        f'git commit --message "Draw the seal {seal.name}"'
    )


def next_seal(records: pd.DataFrame, task: Task, splitting: Splitting, until: date | None = None) -> Seal:
    """The seal after the present one: it begins where that one ends, and goes up to `until`.

    Args:
        records: the filtered records.
        task: one with a column of the role `time`.
        splitting: holds the present seal.
        until: its last day; the day before the recent rows where it is None.

    Raises:
        InputError: the present seal reaches as far.
    """
    times, recent, present = records[str(task.column_name(Role.TIME))], splitting.recent, splitting.seal
    last = until or date.fromisoformat(recent_from(times, recent.months, recent.since)) - timedelta(days=1)
    if last <= present.until:
        raise InputError(_nothing(present.until, last))
    stem = present.name.rstrip("0123456789")
    names = (f"{stem}{number}" for number in count(int(present.name.removeprefix(stem) or 1) + 1))
    name = next(name for name in names if not (paths.USES / name).exists())
    return present.model_copy(update={"name": name, "since": present.until, "until": last})


def _check_task(task: Task) -> None:
    if task.column_name(Role.SPLIT) is not None:
        raise InputError(
            f"conf/task/{task.name}.yaml: the sealed rows are those of the official partition, and there are no others"
        )
    if task.column_name(Role.TIME) is None:
        raise InputError(
            f"conf/task/{task.name}.yaml: without a column of the role 'time' no row is newer than the seal, "
            "and another salt would seal rows that the legacy model was trained on; collect new rows with their time"
        )


def _nothing(since: date | None, until: date) -> str:
    return f"no row waits for a seal after {since} up to {until}; read newer rows first, or name a later day: --until"


def _edited(task: Task, splitting: Splitting, seal: Seal) -> tuple[Path, str]:
    """The file that has the last word on the seal, the task's before the split's, and its text with the new seal."""
    files = (Path(f"conf/task/{task.name}.yaml"), Path(f"conf/split/{splitting.name}.yaml"))
    texts = {file: file.read_text(encoding="utf-8") for file in files if file.is_file()}
    file, text = next(((file, text) for file, text in texts.items() if SAYS.search(text)), (files[-1], ""))
    found = LINE.search(text)
    if found is None:
        line = _flow(seal.model_dump())
        raise InputError(f"{file}: there is no line `seal: {{...}}` to edit; write it yourself: seal: {line}")
    written = {"name", "since", "until", *yaml.safe_load(found[2])}
    line = _flow({key: value for key, value in seal.model_dump().items() if key in written})
    return file, text[: found.start(2)] + line + text[found.end(2) :]


def _flow(values: dict[str, object]) -> str:
    return yaml.safe_dump(values, default_flow_style=True, sort_keys=False, width=1e9).strip()
