"""A model folder whose files are those of its manifest."""

import json
import shutil

import pytest

from retrain.configuration import validate
from retrain.ml_configuration import paths
from retrain.ml_configuration.errors import InputError
from retrain.model.model_folder import MANIFEST, is_empty, open_model_folder
from retrain.model.production_model import comparable, load_production
from retrain.workspace.json_files import read_json

pytestmark = pytest.mark.usefixtures("workplace")

FILES = [
    "adapters.json",
    "audit/key.json",
    "audit/training_rows.npz",
    "calibration.json",
    "config.json",
    "featurizers/words/state.json",
    "featurizers/words/state.npz",
    "golden.jsonl",
    "labels.json",
    "metrics.json",
    "network.safetensors",
    "provenance.json",
    "taggers.json",
]


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_refused_by_its_name(name):
    file = paths.RETRAINED / name
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(InputError, match=f"{file} is not the file that .*manifest.json names; restore it"):
        open_model_folder(paths.RETRAINED)


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("audit/")])
def test_a_missing_file_is_refused_by_its_name(name):
    (paths.RETRAINED / name).unlink()
    with pytest.raises(InputError, match=f"{paths.RETRAINED / name} is missing; restore it with `dvc checkout"):
        open_model_folder(paths.RETRAINED)


@pytest.mark.parametrize("name", ["notes.txt", "featurizers/words/model.pkl", "audit/more.json"])
def test_an_unknown_file_is_refused_by_its_name(name):
    (paths.RETRAINED / name).write_text("x")
    with pytest.raises(InputError, match=f"{paths.RETRAINED / name} is not in .*manifest.json; remove it"):
        open_model_folder(paths.RETRAINED)


def test_a_copy_that_serves_may_lack_the_audit_and_has_the_same_digest():
    before = open_model_folder(paths.RETRAINED).digest
    shutil.rmtree(paths.RETRAINED / "audit")
    assert open_model_folder(paths.RETRAINED).digest == before
    assert len(before) == 16


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is no manifest of a model folder"),
        ("[]", "is no manifest of a model folder"),
        ('{"schema_number": 1, "task": "letters"}', "is no manifest of a model folder"),
        ('{"schema_number": 2, "task": "letters", "files": {}}', "schema 2 is newer than this code; update"),
    ],
)
def test_a_manifest_that_cannot_be_read_is_refused(content, message):
    (paths.RETRAINED / MANIFEST).write_text(content)
    with pytest.raises(InputError, match=message):
        open_model_folder(paths.RETRAINED)


def test_a_folder_without_a_manifest_holds_no_model_and_the_remedy_is_named():
    (paths.RETRAINED / MANIFEST).unlink()
    assert is_empty(paths.RETRAINED)
    with pytest.raises(InputError, match="holds no model; run `dvc pull models/retrained` or `dvc repro`"):
        open_model_folder(paths.RETRAINED)


def test_the_manifest_names_task_and_size_of_every_file():
    opened = open_model_folder(paths.RETRAINED)
    assert opened.manifest.task == "letters"
    assert set(FILES) <= set(opened.manifest.files)
    assert opened.manifest.files["labels.json"].bytes == (paths.RETRAINED / "labels.json").stat().st_size


def test_the_folder_tells_how_the_network_was_trained_but_not_the_audit_key():
    provenance = (paths.RETRAINED / "provenance.json").read_text()
    assert read_json(paths.RETRAINED / "provenance.json")["training"]["epochs"] == 4
    assert "key-of-the-tests" not in provenance + (paths.RETRAINED / "config.json").read_text()
    assert json.loads((paths.RETRAINED / "audit/key.json").read_text()) == {"key": "key-of-the-tests"}


def test_production_without_a_model_is_no_legacy():
    shutil.rmtree(paths.PRODUCTION)
    assert load_production() is None
    paths.PRODUCTION.mkdir()
    paths.PRODUCTION_POINTER.write_text("outs: []\n")
    assert load_production() is None


def test_a_tracked_production_model_that_is_not_here_is_refused_with_the_remedy():
    shutil.rmtree(paths.PRODUCTION)
    paths.PRODUCTION_POINTER.write_text("outs: []\n")
    with pytest.raises(InputError, match="tracks a model that is not here; run `dvc pull models/production`"):
        load_production()


def test_only_a_production_model_of_the_same_task_is_compared(tiny_values):
    task, production = validate(tiny_values).task, load_production()
    assert comparable(production, task) is production
    assert comparable(production, task.model_copy(update={"name": "tickets"})) is None
    assert comparable(None, task) is None
