"""A trial store gives back what was stored, and refuses to resume a search with another fingerprint."""

import json

import pytest

from retrain.ml_configuration.errors import InputError
from retrain.search import TrialRecord, TrialState, TrialStore

RECORD = TrialRecord(number=2, overrides={"training.seed": 1}, state=TrialState.COMPLETE, values=(0.5,), weights="w")


def test_a_stored_trial_is_read_back(tmp_path):
    store = TrialStore(tmp_path)
    assert (store.read_overrides(2), store.read_record(2), store.records()) == (None, None, [])
    store.write_overrides(2, RECORD.overrides)
    store.write_record(RECORD)
    assert (store.read_overrides(2), store.read_record(2), store.records()) == (RECORD.overrides, RECORD, [RECORD])


def test_a_record_under_the_earlier_key_of_its_overrides_is_read(tmp_path):
    store = TrialStore(tmp_path)
    store.write_record(RECORD)
    file = store.trial_folder(2) / "result.json"
    values = json.loads(file.read_text())
    values["mutations"] = values.pop("overrides")
    file.write_text(json.dumps(values))
    assert store.records() == [RECORD]


def test_the_error_for_another_fingerprint_lists_every_difference(tmp_path):
    store = TrialStore(tmp_path)
    store.check_fingerprint({"seed": 1, "trials": [1, 2], "window": 4})
    store.check_fingerprint({"seed": 1, "trials": (1, 2), "window": 4})
    with pytest.raises(InputError) as refusal:
        store.check_fingerprint({"seed": 2, "trials": [1, 2], "epochs": 3})
    lines = str(refusal.value).splitlines()
    assert lines[0].endswith("this search was started with a different setup and cannot be resumed:")
    assert lines[1:4] == ["  epochs: absent -> 3", "  seed: 1 -> 2", "  window: 4 -> absent"]
    assert "retrain search run --new-study" in lines[4]
