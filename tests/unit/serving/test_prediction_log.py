"""Logged predictions are read back as a source of files, with the offline labels."""

from fastapi.testclient import TestClient

from records.configuration import FileSource
from records.ingest import read_source
from retrain.ml_configuration import paths
from retrain.model.classifier import Classifier
from retrain.serving import Settings, create_app
from retrain.workspace.csv_tables import TableColumns


def test_logged_predictions_are_a_source_that_records_reads_back(serve, letters, workplace, records_of):
    with TestClient(
        create_app(Settings(model=paths.RETRAINED, log_requests=False, prediction_log="predictions", log_texts=True))
    ) as client:
        client.post("/predict", json=records_of(letters))
    source = FileSource(
        kind="file",
        name="predictions",
        licence="own",
        upstream="serve",
        path="predictions",
        columns={},
        id="id",
        quarantine_limit=0,
    )
    kept = read_source(source, workplace).records
    offline = Classifier.load(paths.RETRAINED).predict(TableColumns(letters))
    assert kept["label"].tolist() == list(offline.prediction)
    assert kept["text"].tolist() == letters["text"].tolist()
