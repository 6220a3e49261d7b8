"""The service of the tiny road's retrained model."""

import pytest
from fastapi.testclient import TestClient

from retrain.ml_configuration import paths
from retrain.serving import Settings, create_app


@pytest.fixture
def serve(workplace):
    """A function: settings -> a client of the service of the tiny road's retrained model."""
    opened = []

    def of(**given) -> TestClient:
        given = {"model": paths.RETRAINED, "log_requests": False, "poll": 0.05, **given}
        client = TestClient(create_app(Settings(**given)))
        opened.append(client.__enter__())
        return opened[-1]

    yield of
    for client in opened:
        client.__exit__(None, None, None)
