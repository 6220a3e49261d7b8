"""Concurrent requests get the bits of lone ones, in the detail of the settings, from the allowed model alone."""

import asyncio

import httpx
import pytest

from retrain.ml_configuration import InputError, paths
from retrain.model.classifier import Classifier

LETTER = {"id": "L1", "text": "hello bill payment", "channel": "mail", "amount": 12.5}


def test_another_model_than_the_one_allowed_does_not_start(serve):
    digest = Classifier.load(paths.RETRAINED).digest
    assert serve(model_digest=digest).get("/ready").json()["model"] == digest
    with pytest.raises(InputError, match="MODEL_DIGEST allows 0000 only"):
        serve(model_digest="0000")


def test_concurrent_requests_get_the_bits_of_lone_ones(serve, letters, records_of):
    client, records = serve(detail="full"), records_of(letters.head(40))

    async def all_at_once() -> list[object]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(client.app), base_url="http://here") as session:
            requests = (session.post("/predict", json=record) for record in records)
            return [response.json() for response in await asyncio.gather(*requests)]

    assert asyncio.run(all_at_once()) == [client.post("/predict", json=record).json() for record in records]


@pytest.mark.parametrize(("detail", "top"), [("label", None), ("top", 3), ("full", 3)])
def test_a_response_is_as_detailed_as_the_settings_require(serve, detail, top):
    response = serve(detail=detail).post("/predict", json=LETTER).json()
    assert response["label"] == "invoice"
    assert (len(response["top"]) if "top" in response else None) == top
    assert ("confidence" in response) == (detail != "label")
