"""The promoted folder over HTTP: the offline answers, by everybody who may ask, and nothing else."""

import asyncio
import csv
import io
import json
import time

import httpx
import pandas as pd
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from records.configuration import FileSource
from records.ingest import gathered_from
from retrain.configuration import validate
from retrain.ml_configuration import InputError, paths, stages
from retrain.model.classifier import Classifier, predict_records
from retrain.pipeline.train import train_network
from retrain.serving import Settings, create_app
from retrain.serving.endpoints import Endpoints
from retrain.serving.service import Service

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


@pytest.fixture
def letters(workplace) -> pd.DataFrame:
    return pd.read_csv("letters.csv", dtype=str, na_filter=False)


def records_of(table: pd.DataFrame) -> list[dict[str, object]]:
    rows = table[["id", "text", "channel", "amount"]].to_dict("records")
    return [row | {"amount": float(row["amount"]) if row["amount"] else None} for row in rows]


def test_served_answers_are_the_offline_ones_to_the_last_bit(serve, letters):
    letters.loc[::9, "text"] = "a blackout"
    offline = Classifier.load(paths.RETRAINED).predict(letters)
    client = serve(detail="full")
    served = client.post("/predict", json=records_of(letters)).json()
    for place, answer in enumerate(served):
        own = {one["label"]: one["probability"] for one in answer["top"]}
        assert [own[label] for label in offline.labels] == offline.probabilities[place].tolist()
        assert (answer["label"], answer["source"]) == (offline.prediction[place], offline.source[place])
        assert (answer["id"], answer["abstained"]) == (letters["id"][place], bool(offline.abstained[place]))
        assert answer["model"] == Classifier.load(paths.RETRAINED).digest
    assert client.post("/predict", json=records_of(letters)[0]).json() == served[0]
    assert {answer["source"] for answer in served} == {"network", "cut-off"}


def test_rows_beside_one_that_cannot_be_answered_are_answered(serve, letters):
    rows = letters.head(6)[["id", "text", "channel", "amount"]].assign(amount=["1", "much", "2", "3", "more", "4"])
    sent = rows.to_csv(index=False) + "L7,short\n"
    table = pd.read_csv(io.StringIO(serve().post("/predict/csv", content=sent).text), dtype=str, na_filter=False)
    assert table["id"].tolist() == [*rows["id"], "L7"]
    assert (table["error"] != "").tolist() == [False, True, False, False, True, False, True]
    assert (table["label"] == "").tolist() == (table["error"] != "").tolist()


def test_a_csv_is_answered_line_by_line_as_offline(serve, letters):
    letters.loc[3, "text"] = 'two\nlines, "quoted"'
    sent = letters.to_csv(index=False).encode()
    offline = predict_records(letters, Classifier.load(paths.RETRAINED))
    answer = serve().post("/predict/csv", content=(sent[at : at + 100] for at in range(0, len(sent), 100)))
    table = pd.read_csv(io.BytesIO(answer.content), dtype=str, na_filter=False)
    assert answer.headers["content-type"].startswith("text/csv")
    assert table["id"].tolist() == letters["id"].tolist()
    assert table["label"].tolist() == offline["prediction"].tolist()
    assert table["confidence"].tolist() == offline["confidence"].tolist()
    assert set(table["error"]) == {""}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"text,channel,amount\na,mail,much\n", "is no finite number"),
        (b"text,channel\na,mail\n", "no column 'amount'"),
        (b"text,channel,amount\na,mail\n", "2 cells instead of 3"),
        (b'text,channel,amount\n"a,mail,1\n', "a quotation is open"),
        (b"text,channel,amount\n\xff,mail,1\n", "not UTF-8"),
        (b'text,channel,amount\n"' + b"a\n" * 300_000, "a row is longer than"),
    ],
)
def test_a_row_that_cannot_be_answered_tells_why_and_no_row_is_lost(serve, content, message):
    answer = serve().post("/predict/csv", content=content)
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.status_code == 200
    assert len(rows) == 1
    assert message in rows[0]["error"]
    assert rows[0]["label"] == ""


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_body_is_refused_with_a_reason_and_told_nothing_of_it(serve, body):
    answer = serve(max_cell=1000, max_batch=20).post("/predict", content=body)
    assert 400 <= answer.status_code < 500 or (body == HOSTILE["a lone surrogate"] and answer.status_code == 200)
    assert answer.headers["x-request-id"]
    if answer.status_code != 200:
        assert answer.json()["detail"]
        assert "Traceback" not in answer.text


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
    answer = serve(log_requests=True, api_keys="hush").post("/predict", json=LETTER, headers={"x-api-key": "hush"})
    line = json.loads(capsys.readouterr().out)
    assert {"method": "POST", "route": "/predict", "status": 200}.items() <= line.items()
    assert line["request"] == answer.headers["x-request-id"]
    assert "hush" not in json.dumps(line)
    assert "bill" not in json.dumps(line)


@pytest.mark.parametrize(("detail", "top"), [("label", None), ("top", 3), ("full", 3)])
def test_an_answer_is_as_detailed_as_the_settings_say(serve, detail, top):
    answer = serve(detail=detail).post("/predict", json=LETTER).json()
    assert answer["label"] == "invoice"
    assert (len(answer["top"]) if "top" in answer else None) == top
    assert ("confidence" in answer) == (detail != "label")


def test_a_record_that_a_filterer_removes_is_an_abstention_with_its_reason(serve, tiny_values):
    filterers = {"name": "some", "steps": [{"kind": "missing_label"}, {"kind": "empty_text"}]}
    whole = validate({**tiny_values, "filterers": filterers})
    train_network(stages.TrainSections(**{name: getattr(whole, name) for name in stages.TrainSections.model_fields}))
    answer = serve().post("/predict", json=LETTER | {"text": " "}).json()
    assert answer["abstained"] is True
    assert answer["reason"] == "no text in text"
    assert serve().post("/predict", json=LETTER).json()["reason"] == ""


def test_the_openapi_page_shows_the_columns_of_the_task(serve):
    schema = serve().get("/openapi.json").json()["paths"]["/predict"]["post"]["requestBody"]["content"]
    record = schema["application/json"]["schema"]["anyOf"][0]
    assert set(record["properties"]) == {"id", "text", "channel", "amount"}
    assert set(record["required"]) == {"text", "channel", "amount"}
    assert record["example"]["amount"] == 12.5


def test_model_tells_what_serves_and_how_it_was_made(serve):
    told = serve(commit="abc").get("/model").json()
    assert told["labels"] == ["invoice", "meter", "moving"]
    assert told["metrics"]["validation"]["macro_f1"] > 0.9
    assert told["provenance"]["rows"]["train"] > 50
    assert (told["commit"], told["refused"], told["decision"]) == ("abc", None, None)


def test_metrics_count_answers_and_measure_drift(serve, letters):
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


def test_another_model_than_the_one_allowed_does_not_start(serve):
    digest = Classifier.load(paths.RETRAINED).digest
    assert serve(model_digest=digest).get("/ready").json()["model"] == digest
    with pytest.raises(InputError, match="MODEL_DIGEST allows 0000 only"):
        serve(model_digest="0000")


def test_settings_come_from_the_environment(monkeypatch):
    for name, value in {
        "SERVE_PORT": "9",
        "SERVE_API_KEYS": "a,b",
        "MODEL_DIGEST": "c",
        "SERVE_DETAIL": "label",
    }.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert (settings.port, settings.model_digest, settings.detail) == (9, "c", "label")
    assert [key.get_secret_value() for key in settings.api_keys] == ["a", "b"]
    assert "a" not in repr(settings.api_keys)


def test_logged_answers_are_a_source_that_records_reads_back(serve, letters, workplace):
    with TestClient(
        create_app(Settings(model=paths.RETRAINED, log_requests=False, answer_log="answers", log_texts=True))
    ) as client:
        client.post("/predict", json=records_of(letters))
    source = FileSource(
        kind="file",
        name="answers",
        licence="own",
        upstream="serve",
        path="answers",
        columns={},
        id="id",
        quarantine_limit=0,
    )
    kept = gathered_from(source, workplace).records
    offline = Classifier.load(paths.RETRAINED).predict(letters)
    assert kept["label"].tolist() == list(offline.prediction)
    assert kept["text"].tolist() == letters["text"].tolist()


def test_who_asks_at_the_same_moment_gets_the_bits_of_who_asks_alone(serve, letters):
    client, records = serve(detail="full"), records_of(letters.head(40))

    async def all_at_once() -> list[object]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(client.app), base_url="http://here") as asking:
            answers = await asyncio.gather(*(asking.post("/predict", json=record) for record in records))
        return [answer.json() for answer in answers]

    assert asyncio.run(all_at_once()) == [client.post("/predict", json=record).json() for record in records]


def test_the_routes_may_be_part_of_another_application(serve):
    here = serve()
    app = FastAPI()
    app.include_router(Endpoints(here.app.state.service).router(), prefix="/mail")
    assert TestClient(app).post("/mail/predict", json=LETTER).json() == here.post("/predict", json=LETTER).json()


def test_who_hangs_up_in_the_middle_of_a_body_is_not_answered(serve, capsys):
    sent = []
    parts = iter([{"type": "http.request", "body": b"[", "more_body": True}, {"type": "http.disconnect"}])
    scope = {"type": "http", "method": "POST", "path": "/predict", "headers": []}

    async def receive():
        return next(parts)

    async def send(message):
        sent.append(message)

    asyncio.run(serve(log_requests=True).app(scope, receive, send))
    assert json.loads(capsys.readouterr().out)["status"] == sent[0]["status"] == 499


def test_a_slow_request_is_given_up(serve, monkeypatch):
    ask = Service.ask
    monkeypatch.setattr(Service, "ask", lambda *given: time.sleep(0.3) or ask(*given))
    answer = serve(timeout=0.1).post("/predict", json=[LETTER] * 100)
    assert answer.status_code == 503
    assert "too long" in answer.json()["detail"]
