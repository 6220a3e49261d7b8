"""The labels that people have given, out of git, laid over the records."""

from pathlib import Path

import pandas as pd
from pydantic import ValidationError

from retrain.labelling import GivenLabel, shown_texts, text_digest
from retrain.ml_configuration import InputError, Role, Task

LABELS = Path("data/labels")
IMPORTS = "[0-9]*.jsonl"


def read_given() -> dict[str, GivenLabel]:
    """Record id -> the label that a person gave last; files count in the order of their names.

    Raises:
        InputError: a line is no label.
    """
    files = sorted(LABELS.glob(IMPORTS))
    return {given.record_id: given for file in files for given in _read_lines(file)}


def standing_labels(records: pd.DataFrame, task: Task) -> dict[str, str]:
    """Record id -> the label that a person gave last, of the records whose texts are still what that person read.

    A label that the task calls renamed has its new name.
    """
    identity, given = task.column_name(Role.ID), read_given()
    if identity is None or not given:
        return {}
    rows = records[records[identity].isin(list(given))]
    texts = zip(rows[identity], shown_texts(rows, task), strict=True)
    labels = {name: given[name].label for name, text in texts if given[name].digest == text_digest(text)}
    return {name: task.label_changes.renamed.get(label, label) for name, label in labels.items()}


def with_given_labels(records: pd.DataFrame, task: Task) -> pd.DataFrame:
    """The records, those with a standing label of a person's with that one; how many no longer stand is printed."""
    identity, given = task.column_name(Role.ID), read_given()
    if identity is None or not given:
        return records
    standing = standing_labels(records, task)
    if stale := int(records[identity].isin(list(given)).sum()) - len(standing):
        print(f"{LABELS}: {stale} labels left out, whose records have changed since", flush=True)  # noqa: T201
    present = zip(records[identity], records[task.label], strict=True)
    return records.assign(**{task.label: [standing.get(name, label) for name, label in present]})


def _read_lines(file: Path) -> list[GivenLabel]:
    found = []
    for number, line in enumerate(file.read_bytes().splitlines(), 1):
        try:
            found.append(GivenLabel.model_validate_json(line))
        except ValidationError as error:
            fault = error.errors()[0]["msg"]
            raise InputError(f"{file}:{number}: {fault}; restore the file with `git checkout -- {file}`") from error
    return found
