"""Invented letters, and samples of them that differ in one way."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import pytest

from retrain.ml_configuration.task import Task

ROLES = {"id": "id", "channel": "category", "amount": "number", "scan": "image", "text": "text", "label": "label"}
WORDS = ["bill", "payment", "reading", "counter", "address", "keys", "flat", "hello", "please", "thanks"]


def invent_rows(seed: int, rows: int = 200) -> pd.DataFrame:
    """Letters whose every column is drawn at random; one number in ten is missing."""
    draws = np.random.default_rng(seed)
    amounts = draws.lognormal(4, 1, rows).round(2).astype(str).astype(object)
    return pd.DataFrame(
        {
            "id": [f"{seed}-{number}" for number in range(rows)],
            "channel": draws.choice(["mail", "portal", "telephone", ""], rows, p=[0.5, 0.3, 0.15, 0.05]),
            "amount": np.where(draws.random(rows) < 0.1, "", amounts),
            "scan": [" ".join(map(str, draws.integers(0, 17, 4))) for _ in range(rows)],
            "text": [" ".join(draws.choice(WORDS, draws.integers(4, 12))) for _ in range(rows)],
            "label": draws.choice([f"label {number}" for number in range(8)], rows),
        }
    )


@pytest.fixture
def letters() -> Task:
    """The task of the letters."""
    columns = [{"name": name, "role": role} for name, role in ROLES.items()]
    return Task.model_validate({"name": "letters", "prediction": "multiclass", "columns": columns})


@pytest.fixture
def invented() -> Callable[..., pd.DataFrame]:
    """Makes letters from a seed."""
    return invent_rows


@pytest.fixture
def changes() -> Mapping[str, Callable[[pd.DataFrame], pd.DataFrame]]:
    """Ways in which letters may drift, by the column in which it is to be seen."""
    return {
        "channel": lambda rows: rows.assign(channel=rows["channel"].where(rows.index % 3 != 0, "app")),
        "amount": lambda rows: rows.assign(amount=rows["amount"].where(rows.index % 3 != 0, "")),
        "scan": lambda rows: rows.assign(scan=rows["scan"].where(rows.index % 3 != 0, "16 16 16 15")),
        "text": lambda rows: rows.assign(text=rows["text"] + " and so on"),
        "label": lambda rows: rows.assign(label=rows["label"].replace("label 1", "label 2")),
    }
