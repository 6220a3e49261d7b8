"""A body that is not what the model reads is refused with a reason, and the OpenAPI page shows what it reads."""

import json

import pytest

LETTER = {"id": "L1", "text": "hello bill payment", "channel": "mail", "amount": 12.5}
HOSTILE = {
    "no JSON": b"{",
    "another type": b'{"text": ["a"], "channel": "mail", "amount": 1}',
    "no record": b"[]",
    "a number": b"7",
    "nothing": b"",
    "deep": b"[" * 100_000,
    "not UTF-8": b'{"text": "\xff\xfe", "channel": "mail", "amount": 1}',
    "a lone surrogate": b'{"text": "\\ud800", "channel": "mail", "amount": 1}',
    "infinite": b'{"text": "a", "channel": "mail", "amount": 1e999}',
    "no number": b'{"text": "a", "channel": "mail", "amount": "much"}',
    "a column is missing": b'{"text": "a", "amount": 1}',
    "a long cell": json.dumps(LETTER | {"text": "a" * 5000}).encode(),
    "many records": json.dumps([LETTER] * 50).encode(),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_body_is_refused_with_a_reason_and_without_a_traceback(serve, body):
    response = serve(max_cell=1000, max_batch=20).post("/predict", content=body)
    assert 400 <= response.status_code < 500 or (body == HOSTILE["a lone surrogate"] and response.status_code == 200)
    assert response.headers["x-request-id"]
    if response.status_code != 200:
        assert response.json()["detail"]
        assert "Traceback" not in response.text


def test_the_openapi_page_shows_the_columns_of_the_task(serve):
    schema = serve().get("/openapi.json").json()["paths"]["/predict"]["post"]["requestBody"]["content"]
    record = schema["application/json"]["schema"]["anyOf"][0]
    assert set(record["properties"]) == {"id", "text", "channel", "amount"}
    assert set(record["required"]) == {"text", "channel", "amount"}
    assert record["example"]["amount"] == 12.5
