"""The service loads what a promotion puts into the folder, and no request fails or mixes models meanwhile."""

import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Thread

import httpx
import uvicorn
from fastapi.testclient import TestClient

from retrain.ml_configuration import paths
from retrain.ml_configuration.columns import to_columns
from retrain.model.classifier import Classifier
from retrain.serving import Settings, create_app
from retrain.serving.online_predictor import OnlinePredictor
from retrain.workspace.atomic import replace_folder

LETTER = {"id": "L1", "text": "hello bill payment", "channel": "mail", "amount": 12.5}


def until(client: TestClient, key: str, met) -> dict:
    for _ in range(200):
        model = client.get("/model").json()
        if met(model[key]):
            return model
        time.sleep(0.02)
    raise AssertionError(model)


def test_a_promoted_model_is_loaded_and_a_broken_one_refused(serve, workplace):
    shutil.copytree(paths.PRODUCTION, "served")
    client = serve(model="served")
    first, second = (Classifier.load(folder).digest for folder in (paths.PRODUCTION, paths.RETRAINED))
    assert client.get("/model").json()["model"] == first
    replace_folder(paths.RETRAINED, workplace / "served")
    until(client, "model", lambda digest: digest == second)
    broken = workplace / "broken"
    shutil.copytree(paths.PRODUCTION, broken)
    (broken / "network.safetensors").write_bytes(b"torn")
    replace_folder(broken, workplace / "served")
    model = until(client, "refused", bool)
    assert model["model"] == second
    assert "network.safetensors is not the file" in model["refused"]
    assert client.post("/predict", json=LETTER).json()["model"] == second


def test_without_a_model_the_service_lives_and_is_not_ready(serve, workplace):
    shutil.rmtree(paths.PRODUCTION)
    client = serve(model=paths.PRODUCTION)
    assert client.get("/health").status_code == 200
    assert client.get("/ready").status_code == client.post("/predict", json=LETTER).status_code == 503
    shutil.copytree(paths.RETRAINED, paths.PRODUCTION)
    for _ in range(100):
        if client.get("/ready").status_code == 200:
            break
        time.sleep(0.02)
    assert client.post("/predict", json=LETTER).status_code == 200


@contextmanager
def served_over_http(app) -> Iterator[str]:
    """The address of a real server on the loopback, until the block ends."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def test_no_request_fails_or_mixes_models_through_twenty_promotions(workplace):
    shutil.copytree(paths.PRODUCTION, "served")
    app = create_app(Settings(model="served", log_requests=False, poll=0.01, detail="full"))
    folders = (paths.RETRAINED, paths.PRODUCTION)
    expected = {}
    for folder in folders:
        classifier = Classifier.load(folder)
        records = to_columns([{"id": "L1", "text": LETTER["text"], "channel": "mail", "amount": "12.5"}])
        expected[classifier.digest] = max(classifier.predict(records).probabilities[0].tolist())

    responses: list[tuple[int, list[dict]]] = []
    with served_over_http(app) as address, ThreadPoolExecutor(3) as threads:
        done = Event()

        def request() -> None:
            with httpx.Client(base_url=address) as client:
                while not done.is_set():
                    response = client.post("/predict", json=[LETTER] * 3)
                    responses.append((response.status_code, response.json()))

        requests = [threads.submit(request) for _ in range(3)]
        for turn in range(20):
            replace_folder(folders[turn % 2], workplace / "served")
            time.sleep(0.05)
        done.set()
        for running in requests:
            running.result()
    assert {status for status, _ in responses} == {200}
    for _, batch in responses:
        assert len({prediction["model"] for prediction in batch}) == 1
        assert all(prediction["top"][0]["probability"] == expected[prediction["model"]] for prediction in batch)
    assert {batch[0]["model"] for _, batch in responses} == set(expected)


def test_a_service_that_stops_finishes_its_running_requests(workplace, monkeypatch):
    predict = OnlinePredictor.predict
    monkeypatch.setattr(OnlinePredictor, "predict", lambda *given: time.sleep(0.01) or predict(*given))
    app = create_app(Settings(model=paths.RETRAINED, log_requests=False, prediction_log="predictions"))
    with ThreadPoolExecutor(1) as threads:
        with served_over_http(app) as address:
            response = threads.submit(httpx.post, f"{address}/predict", json=[LETTER] * 60, timeout=30)
            time.sleep(0.2)
        assert len(response.result().json()) == 60
    assert len(list((workplace / "predictions").glob("*.parquet"))) == 1
