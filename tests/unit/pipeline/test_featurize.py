"""The featurize stage writes arrays of known labels alone, and the same bytes from its memo."""

import pytest

from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.errors import InputError
from retrain.model.feature_files import read_features, read_featurizers, read_labels
from retrain.pipeline.featurize import featurize
from retrain.workspace.csv_tables import read_table, write_table

pytestmark = pytest.mark.usefixtures("workplace")


def test_one_label_is_too_few(sections):
    training = paths.split_file(Split.TRAIN)
    write_table(read_table(training).assign(label="meter"), training)
    with pytest.raises(InputError, match=r"train.csv: the training rows have 1 label; a classifier needs two"):
        featurize(sections(stages.FeaturizeSections))


def test_validation_rows_of_a_label_that_was_not_trained_are_left_to_evaluate(sections):
    validation = paths.split_file(Split.VALIDATION)
    rows = read_table(validation)
    rows.loc[0, "label"] = "unheard of"
    write_table(rows, validation)
    featurize(sections(stages.FeaturizeSections))
    features = read_features(paths.FEATURES, Split.VALIDATION)
    assert len(features.labels) == features.sparse.shape[0] == features.dense.shape[0] == len(rows) - 1
    labels = read_labels(paths.FEATURES)
    assert [labels[position] for position in features.labels] == list(rows["label"].iloc[1:])


def test_featurizers_of_an_earlier_run_do_not_stay(sections):
    former = paths.FEATURES / "featurizers/former"
    former.mkdir()
    featurize(sections(stages.FeaturizeSections))
    assert not former.exists()
    assert read_featurizers(paths.FEATURES / "featurizers")


def test_features_come_out_of_the_cache_with_the_same_bytes(sections, monkeypatch, tmp_path):
    monkeypatch.setenv("RETRAIN_WORK_DIR", str(tmp_path / "cache"))
    written = []
    for _ in range(2):
        featurize(sections(stages.FeaturizeSections))
        written.append({str(path): path.read_bytes() for path in paths.FEATURES.rglob("*") if path.is_file()})
    assert written[0] == written[1]
    assert any((tmp_path / "cache" / "features").iterdir())
