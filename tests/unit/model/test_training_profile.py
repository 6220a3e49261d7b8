"""A training profile bins cells as it did in training, and its stability index rises with a shift."""

import pandas as pd
import pytest

from retrain.ml_configuration.enums import Role
from retrain.ml_configuration.task import Task
from retrain.model.training_profile import population_stability_index, read_profile, write_profile

ROLES = {"amount": Role.NUMBER, "text": Role.TEXT, "channel": Role.CATEGORY, "label": Role.LABEL}
COLUMNS = [{"name": name, "role": role} for name, role in ROLES.items()]
TASK = Task(name="letters", prediction="multiclass", columns=COLUMNS)


@pytest.fixture
def profile(tmp_path):
    rows = pd.DataFrame(
        {
            "amount": [str(number) for number in range(200)],
            "text": ["a" * (number % 10) for number in range(200)],
            "channel": ["mail"] * 199 + ["pigeon"],
            "label": ["meter", "invoice"] * 100,
        }
    )
    write_profile(tmp_path, rows, TASK)
    return read_profile(tmp_path)


def test_a_profile_holds_shares_alone_and_no_rare_category(profile):
    assert profile.labels == {"invoice": 0.5, "meter": 0.5}
    assert profile.columns["channel"].shares == {"(other)": 0.005, "mail": 0.995}
    assert sum(profile.columns["amount"].shares.values()) == pytest.approx(1)
    assert len(profile.columns["amount"].edges) == 9


def test_a_record_falls_into_one_bin_of_each_column(profile):
    record = {"amount": "-5", "text": "", "channel": "owl"}
    assert profile.bins_of(record) == ["0", "(missing)", "(other)"]


def test_a_folder_without_a_profile_has_none(tmp_path):
    assert read_profile(tmp_path) is None


def test_the_stability_index_is_zero_for_equal_shares_and_large_for_a_shift():
    assert population_stability_index({"a": 0.5, "b": 0.5}, {"a": 10, "b": 10}) == 0
    assert population_stability_index({"a": 0.5, "b": 0.5}, {}) == 0
    assert population_stability_index({"a": 0.9, "b": 0.1}, {"a": 10, "b": 90}) > 0.25
