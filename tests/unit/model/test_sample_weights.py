"""Older rows can count for less."""

import numpy as np
import pytest

from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.errors import InputError
from retrain.model.sample_weights import age_weights
from retrain.pipeline.train import fingerprint, train_network
from retrain.workspace.csv_tables import read_table, write_table
from retrain.workspace.json_files import read_json

pytestmark = pytest.mark.usefixtures("workplace")


@pytest.fixture
def halved(sections, tiny_values):
    """A function: changes of the task -> the sections of a training in which age counts."""
    training = {**tiny_values["training"], "half_life": 2}
    return lambda **task: sections(stages.TrainSections, training=training, task={**tiny_values["task"], **task})


def test_a_row_counts_half_as_much_a_half_life_before_the_newest_and_one_without_a_day_as_the_oldest(halved):
    rows = read_table(paths.split_file(Split.TRAIN)).head(4)
    rows["received"] = ["2025-06-01", "2025-04-01T09:00:00", "2025-02-01", ""]
    write_table(rows, paths.split_file(Split.TRAIN))
    weights = age_weights(halved().task, halved().training)
    assert weights.dtype == np.float32
    np.testing.assert_allclose(weights, [1, 0.5, 0.25, 0.25], rtol=0.03)


def test_without_a_half_life_all_rows_count_alike(sections):
    plain = sections(stages.TrainSections)
    assert age_weights(plain.task, plain.training) is None


def test_a_half_life_without_a_column_of_time_is_refused(halved, tiny_values):
    columns = [one for one in tiny_values["task"]["columns"] if one["role"] != "time"]
    with pytest.raises(InputError, match=r"training\.half_life is 2 months.*set it to null"):
        train_network(halved(columns=columns))


def test_age_changes_the_model_and_is_kept_in_its_provenance(halved, sections):
    train_network(sections(stages.TrainSections))
    before = (paths.RETRAINED / "network.safetensors").read_bytes()
    train_network(halved())
    assert (paths.RETRAINED / "network.safetensors").read_bytes() != before
    assert read_json(paths.RETRAINED / "provenance.json")["training"]["half_life"] == 2


def test_other_days_alone_make_another_training(halved):
    before = fingerprint(halved())
    rows = read_table(paths.split_file(Split.TRAIN))
    write_table(rows.assign(received="2025-01-01"), paths.split_file(Split.TRAIN))
    assert fingerprint(halved()) != before
