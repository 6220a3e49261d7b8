"""A request without a valid key, too large, compressed or too slow is refused, and each leaves one log line."""

import json
import time

from retrain.serving.online_predictor import OnlinePredictor

LETTER = {"id": "L1", "text": "hello bill payment", "channel": "mail", "amount": 12.5}


def test_a_body_that_is_too_large_or_compressed_is_refused_before_it_is_read(serve):
    client = serve(max_body=1000)
    assert client.post("/predict", content=b" " * 1001).status_code == 413
    assert client.post("/predict", content=(b" " * 100 for _ in range(11))).status_code == 413
    assert client.post("/predict", content=b"x", headers={"content-encoding": "gzip"}).status_code == 415


def test_a_key_opens_everything_but_health_which_is_open(serve):
    client = serve(api_keys="first, second")
    for route in ("/model", "/metrics", "/docs", "/openapi.json"):
        assert client.get(route).status_code == 401
    assert client.post("/predict", json=LETTER, headers={"x-api-key": "third"}).status_code == 401
    assert client.post("/predict", json=LETTER, headers={"x-api-key": "second"}).status_code == 200
    assert client.get("/model", headers={"authorization": "Bearer first"}).status_code == 200
    assert client.get("/health").status_code == client.get("/ready").status_code == 200


def test_a_request_leaves_one_line_of_json_without_its_key_and_body(serve, capsys):
    response = serve(log_requests=True, api_keys="hush").post("/predict", json=LETTER, headers={"x-api-key": "hush"})
    line = json.loads(capsys.readouterr().out)
    assert {"method": "POST", "route": "/predict", "status": 200}.items() <= line.items()
    assert line["request"] == response.headers["x-request-id"]
    assert "hush" not in json.dumps(line)
    assert "bill" not in json.dumps(line)


def test_a_slow_request_times_out(serve, monkeypatch):
    predict = OnlinePredictor.predict
    monkeypatch.setattr(OnlinePredictor, "predict", lambda *given: time.sleep(0.3) or predict(*given))
    response = serve(timeout=0.1).post("/predict", json=[LETTER] * 100)
    assert response.status_code == 503
    assert "too long" in response.json()["detail"]
