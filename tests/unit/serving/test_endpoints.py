"""The routes return the offline predictions to the last bit, and what serves."""

from fastapi import FastAPI
from fastapi.testclient import TestClient

from retrain.configuration import validate
from retrain.ml_configuration import paths, stages
from retrain.model.classifier import Classifier
from retrain.pipeline.train import train_network
from retrain.serving.endpoints import Endpoints
from retrain.workspace.csv_tables import TableColumns

LETTER = {"id": "L1", "text": "hello bill payment", "channel": "mail", "amount": 12.5}


def test_served_predictions_are_the_offline_ones_to_the_last_bit(serve, letters, records_of):
    letters.loc[::9, "text"] = "a blackout"
    offline = Classifier.load(paths.RETRAINED).predict(TableColumns(letters))
    client = serve(detail="full")
    served = client.post("/predict", json=records_of(letters)).json()
    for row, response in enumerate(served):
        probabilities = {entry["label"]: entry["probability"] for entry in response["top"]}
        assert [probabilities[label] for label in offline.labels] == offline.probabilities[row].tolist()
        assert (response["label"], response["source"]) == (offline.prediction[row], offline.source[row])
        assert (response["id"], response["abstained"]) == (letters["id"][row], bool(offline.abstained[row]))
        assert response["model"] == Classifier.load(paths.RETRAINED).digest
    assert client.post("/predict", json=records_of(letters)[0]).json() == served[0]
    assert {response["source"] for response in served} == {"network", "cut-off"}


def test_a_record_that_a_filterer_removes_is_an_abstention_with_its_reason(serve, tiny_values):
    filterers = {"name": "some", "steps": [{"kind": "missing_label"}, {"kind": "empty_text"}]}
    whole = validate({**tiny_values, "filterers": filterers})
    train_network(stages.TrainSections(**{name: getattr(whole, name) for name in stages.TrainSections.model_fields}))
    response = serve().post("/predict", json=LETTER | {"text": " "}).json()
    assert response["abstained"] is True
    assert response["reason"] == "no text in text"
    assert serve().post("/predict", json=LETTER).json()["reason"] == ""


def test_the_route_model_returns_what_serves_and_how_it_was_made(serve):
    model = serve(commit="abc").get("/model").json()
    assert model["labels"] == ["invoice", "meter", "moving"]
    assert model["metrics"]["validation"]["macro_f1"] > 0.9
    assert model["provenance"]["rows"]["train"] > 50
    assert (model["commit"], model["refused"], model["decision"]) == ("abc", None, None)


def test_the_routes_may_be_part_of_another_application(serve):
    here = serve()
    app = FastAPI()
    app.include_router(Endpoints(here.app.state.service).router(), prefix="/mail")
    assert TestClient(app).post("/mail/predict", json=LETTER).json() == here.post("/predict", json=LETTER).json()
