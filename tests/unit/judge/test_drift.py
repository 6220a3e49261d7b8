"""Drift is measured between today's new training rows and those that the legacy model was trained on."""

import numpy as np
import pandas as pd
import pytest

from retrain.drift import compare_samples
from retrain.judge.drift import measure_drift, training_and_new_rows
from retrain.ml_configuration import paths
from retrain.ml_configuration.drift_document import DriftSections
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.task import Task
from retrain.model.model_folder import write_manifest
from retrain.model.training_fingerprints import AUDIT_FILE, TrainingFingerprints
from retrain.workspace.csv_tables import read_table, write_table
from retrain.workspace.json_files import read_json

ROLES = {"id": "id", "customer": "group", "text": "text", "label": "label"}
LETTERS = Task.model_validate(
    {
        "name": "letters",
        "prediction": "multiclass",
        "columns": [{"name": name, "role": role} for name, role in ROLES.items()],
    }
)
UNGROUPED = LETTERS.model_copy(update={"columns": tuple(one for one in LETTERS.columns if one.name != "customer")})


def letters(seed, rows, repeated=0.0):
    """Letters of one customer each; a share of them says the same few words and has the same label."""
    draws = np.random.default_rng(seed)
    alike = draws.random(rows) < repeated
    texts = [f"letter {seed} {number}" for number in range(rows)]
    return pd.DataFrame(
        {
            "id": [f"{seed}-{number}" for number in range(rows)],
            "customer": [f"{seed}-{number}" for number in range(rows)],
            "text": np.where(alike, draws.choice(["hello", "please call", "thank you"], rows), texts),
            "label": np.where(alike, "chat", draws.choice(["bill", "meter"], rows)),
        },
        dtype=str,
    )


def serve(rows, task=LETTERS):
    """A legacy model that was trained on rows."""
    TrainingFingerprints.of(rows, task, "key").write(paths.PRODUCTION)
    write_manifest(paths.PRODUCTION, task.name)


def measured(rows):
    write_table(rows, paths.split_file(Split.TRAIN))
    measure_drift(DriftSections(task=LETTERS))
    return read_json(paths.DRIFT)


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()


def test_rows_are_separated_by_whether_the_legacy_model_was_trained_on_them():
    then, since = letters(1, 80), letters(2, 60)
    serve(then)
    samples = training_and_new_rows(pd.concat([then, since]), LETTERS)
    assert set(samples.reference["id"]) == set(then["id"])
    assert set(samples.current["id"]) == set(since["id"])
    assert set(samples.left_out.values()) == {0}


def test_only_the_training_rows_are_read():
    serve(letters(1, 80))
    found = measured(pd.concat([letters(1, 80), letters(2, 60)]))
    assert [path.name for path in paths.SPLITS.iterdir()] == ["train.csv"]
    assert found["rows"] == {"then": 80, "since": 60}


def test_one_random_row_of_each_group_is_sampled():
    then, since = letters(1, 200), letters(2, 200)
    same = since.assign(customer=then["customer"])
    serve(then)
    samples = training_and_new_rows(pd.concat([then, same]), LETTERS)
    sampled = pd.concat([samples.reference, samples.current])
    assert sorted(sampled["customer"]) == sorted(then["customer"])
    assert 70 < len(samples.reference) < 130
    assert samples.left_out == {"content_repeated": 0, "further_of_group": 200}


def test_a_task_without_groups_uses_every_row():
    then, since = letters(1, 80).assign(customer="one"), letters(2, 60).assign(customer="one")
    serve(then, UNGROUPED)
    samples = training_and_new_rows(pd.concat([then, since]), UNGROUPED)
    assert (len(samples.reference), len(samples.current)) == (80, 60)


def test_frequent_contents_are_left_out_and_do_not_look_like_drift():
    then, since = letters(1, 300, repeated=0.4), letters(2, 300, repeated=0.4)
    serve(then)
    today = pd.concat([then, since])
    samples = training_and_new_rows(today, LETTERS)
    assert samples.left_out["content_repeated"] == today["text"].duplicated(keep=False).sum()
    assert not any(column.drifted for column in compare_samples(samples, LETTERS).columns)
    naive = TrainingFingerprints.read(paths.PRODUCTION).contain(today, LETTERS)
    assert today.loc[naive, "label"].eq("chat").mean() > 0.4
    assert today.loc[~naive, "label"].eq("chat").sum() == 0


def test_new_labels_and_words_are_seen():
    then, since = letters(1, 120), letters(2, 120)
    serve(then)
    found = measured(pd.concat([then, since.assign(label="solar", text="solar " + since["text"])]))
    assert found["not_compared"] is None
    assert {each["column"] for each in found["columns"] if each["drifted"]} == {"text", "label"}
    assert found["classifier"]["auc"] == 1


def test_without_a_legacy_model_the_document_holds_that_reason():
    assert measured(letters(1, 80))["not_compared"] == "no_legacy"


def test_a_legacy_model_of_another_task_is_not_compared():
    serve(letters(1, 80), LETTERS.model_copy(update={"name": "tickets"}))
    assert measured(letters(1, 80))["not_compared"] == "legacy_other_task"


def test_a_legacy_model_without_its_audit_is_not_compared():
    serve(letters(1, 80))
    (paths.PRODUCTION / AUDIT_FILE).unlink()
    assert measured(letters(1, 80))["not_compared"] == "training_rows_unknown"


def test_where_nothing_came_since_there_are_too_few_rows():
    serve(letters(1, 80))
    found = measured(letters(1, 80))
    assert (found["not_compared"], found["rows"]) == ("too_few_rows", {"then": 80, "since": 0})


def test_no_training_row_at_all_is_no_error():
    serve(letters(1, 80))
    assert measured(letters(1, 80)[:0])["not_compared"] == "too_few_rows"


def test_the_document_is_the_same_twice_and_holds_no_text_of_a_record():
    serve(letters(1, 80))
    today = pd.concat([letters(1, 80), letters(2, 60)])
    measured(today)
    before = paths.DRIFT.read_bytes()
    measured(today)
    assert paths.DRIFT.read_bytes() == before
    assert not [text for text in read_table(paths.split_file(Split.TRAIN))["text"] if text.encode() in before]
