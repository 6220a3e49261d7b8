"""The service of the tiny run's retrained model."""

import pandas as pd
import pytest
from fastapi.testclient import TestClient

from retrain.ml_configuration import paths
from retrain.serving import Settings, create_app


@pytest.fixture
def serve(workplace):
    """A function: settings -> a client of the service of the tiny run's retrained model."""
    opened = []

    def of(**given) -> TestClient:
        given = {"model": paths.RETRAINED, "log_requests": False, "poll": 0.05, **given}
        client = TestClient(create_app(Settings(**given)))
        opened.append(client.__enter__())
        return opened[-1]

    yield of
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def letters(workplace) -> pd.DataFrame:
    """The raw records of the tiny run."""
    return pd.read_csv("letters.csv", dtype=str, na_filter=False)


@pytest.fixture
def records_of():
    """A function: raw records -> the JSON objects that a caller of the service sends."""

    def of(table: pd.DataFrame) -> list[dict[str, object]]:
        rows = table[["id", "text", "channel", "amount"]].to_dict("records")
        return [row | {"amount": float(row["amount"]) if row["amount"] else None} for row in rows]

    return of
