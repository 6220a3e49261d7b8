"""Text never becomes a dense matrix of rows by vocabulary, from featurizing to a prediction."""

import pandas as pd
import pytest
from scipy.sparse import coo_matrix, csc_matrix, csr_matrix

from retrain.configuration import validate
from retrain.ml_configuration import paths
from retrain.ml_configuration.stages import FeaturizeSections, TrainSections
from retrain.model.classifier import Classifier
from retrain.pipeline.featurize import featurize
from retrain.pipeline.train import train_network
from retrain.workspace.csv_tables import TableColumns, read_table

pytestmark = pytest.mark.usefixtures("workplace")


def refused(*args, **kwargs):
    raise AssertionError("a sparse matrix was made dense")


@pytest.fixture(autouse=True)
def only_sparse(monkeypatch):
    for kind in (coo_matrix, csc_matrix, csr_matrix):
        for way in ("toarray", "todense"):
            monkeypatch.setattr(kind, way, refused)


def test_no_stage_and_no_prediction_makes_a_sparse_matrix_dense(tiny_values):
    whole = validate(tiny_values)
    for step, section in ((featurize, FeaturizeSections), (train_network, TrainSections)):
        step(section(**{name: getattr(whole, name) for name in section.model_fields}))
    raw = read_table(paths.RAW_RECORDS)
    predictions = Classifier.load(paths.RETRAINED).predict(TableColumns(pd.concat([raw] * 2, ignore_index=True)))
    assert len(predictions.prediction) == 2 * len(raw)


def test_the_guard_sees_a_dense_matrix():
    with pytest.raises(AssertionError, match="made dense"):
        csr_matrix((2, 2)).todense()
