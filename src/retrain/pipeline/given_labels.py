"""The labels that people have given, out of git, laid over the records."""

from pathlib import Path

import pandas as pd
from pydantic import ValidationError

from retrain.labelling import GivenLabel, shown_texts, text_digest
from retrain.ml_configuration.enums import Role
from retrain.ml_configuration.problems import InputProblem
from retrain.ml_configuration.task import Task

LABELS = Path("data/labels")
IMPORTS = "[0-9]*.jsonl"


def read_given() -> dict[str, GivenLabel]:
    """Record id -> the label that a person gave last; files count in the order of their names.

    Raises:
        InputProblem: a line is no label.
    """
    files = sorted(LABELS.glob(IMPORTS))
    return {given.record_id: given for file in files for given in _read_lines(file)}


def with_given_labels(records: pd.DataFrame, task: Task) -> pd.DataFrame:
    """The records, those whose label a person has given with that label.

    A label is left out where the record's text has changed since, which is printed, and where the record is not there;
    one that the task calls renamed has its new name.
    """
    identity, given = task.named(Role.ID), read_given()
    if identity is None or not given:
        return records
    rows = records[records[identity].isin(list(given))]
    labels = pd.Series([given[name].label for name in rows[identity]], rows.index, dtype=object)
    same = [
        text_digest(text) == given[name].digest
        for text, name in zip(shown_texts(rows, task), rows[identity], strict=True)
    ]
    if stale := len(rows) - sum(same):
        print(f"{LABELS}: {stale} labels left out, whose records have changed since", flush=True)  # noqa: T201
    fresh = labels[same].replace(dict(task.label_changes.renamed))
    return records.assign(**{task.label: fresh.reindex(records.index).fillna(records[task.label])})


def _read_lines(file: Path) -> list[GivenLabel]:
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(GivenLabel.model_validate_json(line))
        except ValidationError as error:
            fault = error.errors()[0]["msg"]
            raise InputProblem(f"{file}:{number}: {fault}; restore the file with `git checkout -- {file}`") from error
    return found
