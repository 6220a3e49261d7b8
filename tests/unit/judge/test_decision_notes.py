"""The notes below a decision name its models, its evaluations, and who can read the sealed rows."""

import shutil
from pathlib import Path

import pytest

from retrain.judge.decision_notes import decision_notes, read_decision
from retrain.judge.holdout_evaluations import recent_digest, register_evaluation
from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.errors import InputError
from retrain.model.model_folder import open_model_folder
from retrain.workspace.json_files import read_json, write_json


def digest(folder=paths.RETRAINED):
    return open_model_folder(folder).digest


def test_the_notes_name_models_evaluations_flips_and_report(judged):
    register_evaluation("s1", digest(), recent_digest())
    judged()
    notes = decision_notes(read_decision())
    assert notes[0] == f"Models: retrained {digest()}, legacy {digest(paths.PRODUCTION)}"
    assert notes[1] == "Holdout evaluations: 1 of 50 on the sealed test set, 1 on this recent window"
    assert notes[2] == "Recent windows used by this model: 1"
    assert notes[-2:] == ["Rows that flipped: judge/flips.csv", "Report: reports/index.html"]


def test_without_a_legacy_model_the_notes_name_none(judged):
    shutil.rmtree(paths.PRODUCTION)
    judged()
    assert decision_notes(read_decision())[0] == f"Models: retrained {digest()}, legacy none"


def test_the_notes_state_who_can_read_the_sealed_rows(judged):
    judged()
    assert "Sealed rows: not access-protected, readable by anyone with the DVC cache" in decision_notes(read_decision())
    out = {paths.split_file(Split.SEALED).as_posix(): {"remote": "vault"}}
    write_json({"stages": {"split": {"outs": ["data/splits/train.csv", out]}}}, Path("dvc.yaml"))
    expected = "Sealed rows: readable by those who can read the remote 'vault'"
    assert expected in decision_notes(read_decision())


def test_the_notes_of_a_dry_run_state_that_nothing_is_promoted(judged):
    judged()
    write_json({**read_json(paths.DECISION), "mode": "dry_run"}, paths.DECISION)
    assert decision_notes(read_decision())[-1].startswith("The policy's mode is dry_run")


def test_no_decision_names_the_command_that_makes_one(workplace):
    with pytest.raises(InputError, match=r"reports/decision.json is missing; run `retrain decision judge`"):
        read_decision()
