"""The YAML files of a new task, written from the guessed roles."""

from collections.abc import Mapping

import pandas as pd
import yaml

from retrain.ml_configuration.enums import FEATURE_ROLES, Role
from retrain.task_setup.guess_roles import QUARANTINE_LIMIT, Guess
from retrain.workspace.yaml_files import flow_style

BINARY = 2
MANY_LABELS = 30


def task_yaml(name: str, guesses: Mapping[str, Guess], labels: pd.Series) -> str:
    """The text of `conf/task/<name>.yaml`, with the reason for each choice.

    Of two labels the rarer one is the positive class.
    """
    counts = labels[labels != ""].value_counts()
    roles = {guess.role for guess in guesses.values()}
    lines = ["# @package _global_", "defaults:", f"  - override /source: {name}"]
    if roles & FEATURE_ROLES == {Role.TEXT}:
        lines.append("  - override /featurizers: text  # text alone: words and pieces of words")
    if len(counts) > MANY_LABELS:
        lines.append(f"  - override /training: intents  # {len(counts)} labels")
    lines += ["task:", f"  name: {name}"]
    if len(counts) == BINARY:
        rarer = min(counts.index, key=lambda label: (counts[label], label))
        positive = flow_style({"positive": rarer})[1:-1]
        lines += ["  prediction: binary", f"  {positive}  # the rarer label"]
    else:
        lines.append("  prediction: multiclass")
    lines.append("  columns:")
    if Role.ID not in roles:
        lines.append("    - {name: id, role: id}  # made from the content of the row")
    for column, guess in guesses.items():
        values = flow_style({"name": column, "role": str(guess.role)})
        lines.append(f"    - {values}  # {guess.reason}")
    steps = [guess.adapter for guess in guesses.values() if guess.adapter]
    if steps:
        lines.append(f"adapters: {flow_style({'steps': steps})}")
    splits = [guess.split for guess in guesses.values() if guess.split]
    lines += [f"split: {flow_style(split)}  # a tenth is recent" for split in splits]
    return "\n".join([*lines, ""])


def source_yaml(name: str, path: str, guesses: Mapping[str, Guess], existing: str = "") -> str:
    """The text of `conf/source/<name>.yaml`; bad cells of its typed columns go to the quarantine.

    Args:
        name: of the task.
        path: of the records.
        guesses: by column.
        existing: the present text of the file, which is kept.
    """
    checked = {column: guess for column, guess in guesses.items() if guess.cell_type}
    column_of = {guess.role: column for column, guess in checked.items()}
    ids = [column for column, guess in guesses.items() if guess.role is Role.ID]
    reading = {
        "columns": {column: guess.cell_type for column, guess in checked.items()},
        "id": ids[0] if ids else None,
        "time": column_of.get(Role.TIME),
        "as_of": None,
    }
    if existing:
        present = yaml.safe_load(existing)
        added = {key: value for key, value in reading.items() if value and key not in present}
        return f"{existing.rstrip()}\n{_block_style(added) if added else ''}"
    origin = {
        "name": name,
        "kind": "file",
        "licence": "not stated",
        "path": path,
        "upstream": "your own data",
    }
    note = f"Guessed; conf/task/{name}.yaml has the reasons. State the licence: every report prints it."
    values = {**origin, **reading, "quarantine_limit": QUARANTINE_LIMIT}
    return f"# {note}\n{_block_style(values)}"


def _block_style(values: Mapping[str, object]) -> str:
    return yaml.safe_dump(values, sort_keys=False, allow_unicode=True)
