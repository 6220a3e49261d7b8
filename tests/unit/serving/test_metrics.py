"""The metrics count every prediction and rise with the drift of the requests."""

LETTER = {"id": "L1", "text": "hello bill payment", "channel": "mail", "amount": 12.5}


def test_metrics_count_predictions_and_measure_drift(serve, letters, records_of):
    client = serve()
    client.post("/predict", json=records_of(letters))
    usual = drift_of(client.get("/metrics").text)
    for _ in range(3):
        client.post("/predict", json=[LETTER | {"channel": "pigeon", "amount": 1e6}] * 200)
    unusual = drift_of(client.get("/metrics").text)
    assert usual["channel"] < 0.1
    assert unusual["channel"] > 0.25
    assert unusual["amount"] > 0.25 > usual["amount"]
    assert unusual["(labels)"] > usual["(labels)"]
    text = client.get("/metrics").text
    assert 'retrain_requests_total{route="/predict",status="200"} 4.0' in text
    assert (
        sum(float(line.split()[-1]) for line in text.splitlines() if line.startswith("retrain_predictions_total"))
        == 800
    )


def drift_of(text: str) -> dict[str, float]:
    lines = (line for line in text.splitlines() if line.startswith("retrain_drift{"))
    return {line.split('column="')[1].split('"')[0]: float(line.split()[-1]) for line in lines}
