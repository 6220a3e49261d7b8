"""The imported labels in `data/labels/`, and the records with these labels."""

from pathlib import Path

import pandas as pd
from pydantic import ValidationError

from retrain.labelling.annotation import HumanLabel, displayed_texts, text_digest
from retrain.ml_configuration import InputError, Role, Task

LABELS = Path("data/labels")
IMPORTS = "[0-9]*.jsonl"


def read_human_labels() -> dict[str, HumanLabel]:
    """Record id -> the label that a person gave last; files are read in the order of their names.

    Raises:
        InputError: a line is no label.
    """
    labels: dict[str, HumanLabel] = {}
    for file in sorted(LABELS.glob(IMPORTS)):
        labels.update({label.record_id: label for label in _read_lines(file)})
    return labels


def valid_human_labels(records: pd.DataFrame, task: Task) -> dict[str, str]:
    """Record id -> the label that a person gave last, of records whose text has not changed since.

    A label that the task lists as renamed has its new name.
    """
    id_column = task.column_name(Role.ID)
    labels = read_human_labels()
    if id_column is None or not labels:
        return {}
    rows = records[records[id_column].isin(list(labels))]
    valid = {}
    for record_id, text in zip(rows[id_column], displayed_texts(rows, task), strict=True):
        label = labels[record_id]
        if label.digest == text_digest(text):
            valid[record_id] = task.label_changes.renamed.get(label.label, label.label)
    return valid


def overlay_human_labels(records: pd.DataFrame, task: Task) -> pd.DataFrame:
    """The records with the valid labels of people; prints how many labels are out of date."""
    id_column = task.column_name(Role.ID)
    labels = read_human_labels()
    if id_column is None or not labels:
        return records
    valid = valid_human_labels(records, task)
    outdated = int(records[id_column].isin(list(labels)).sum()) - len(valid)
    if outdated:
        message = f"{LABELS}: {outdated} labels left out, whose records have changed since"
        print(message, flush=True)  # noqa: T201
    present = zip(records[id_column], records[task.label], strict=True)
    merged = [valid.get(record_id, label) for record_id, label in present]
    return records.assign(**{task.label: merged})


def _read_lines(file: Path) -> list[HumanLabel]:
    labels = []
    for number, line in enumerate(file.read_bytes().splitlines(), 1):
        try:
            labels.append(HumanLabel.model_validate_json(line))
        except ValidationError as error:
            fault = error.errors()[0]["msg"]
            remedy = f"restore the file with `git checkout -- {file}`"
            raise InputError(f"{file}:{number}: {fault}; {remedy}") from error
    return labels
