"""Tasks and records for the tests of filterers."""

import pytest

from retrain.ml_configuration.task import Task


def task(*columns) -> Task:
    listed = [{"name": name, "role": role} for name, role in columns]
    return Task.model_validate({"name": "t", "prediction": "multiclass", "columns": listed})


@pytest.fixture
def mail() -> Task:
    """A task with an id, two text columns, a category and a label."""
    return task(("id", "id"), ("subject", "text"), ("body", "text"), ("kind", "category"), ("label", "label"))


@pytest.fixture
def table() -> Task:
    """A task with a category and a label alone."""
    return task(("kind", "category"), ("label", "label"))


@pytest.fixture
def mails():
    """A function: rows of id, subject, body, kind and label -> their columns."""
    names = ("id", "subject", "body", "kind", "label")
    return lambda *rows: {name: [row[position] for row in rows] for position, name in enumerate(names)}
