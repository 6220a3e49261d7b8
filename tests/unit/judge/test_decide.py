"""The decide stage joins the predictions of both models, and decides on registered evidence alone."""

import shutil

import pandas as pd
import pytest

from retrain.judge.decide import write_decision
from retrain.judge.holdout_evaluations import recent_digest, register_evaluation
from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.errors import InputError
from retrain.model.model_folder import open_model_folder, write_manifest
from retrain.workspace.csv_tables import read_table, write_table
from retrain.workspace.json_files import read_json, write_json


def digest(folder=paths.RETRAINED):
    return open_model_folder(folder).digest


def reason_codes():
    return [reason["code"] for reason in read_json(paths.DECISION)["reasons"]]


def test_an_unregistered_evaluation_is_reviewed(judged):
    judged()
    assert read_json(paths.DECISION)["outcome"] == "review"
    assert reason_codes() == ["look_unregistered"]


def test_a_registered_evaluation_is_decided_and_reported(judged):
    register_evaluation("s1", digest(), recent_digest())
    judged()
    decision = read_json(paths.DECISION)
    assert decision["evaluations"] == {"sealed": 1, "at_most": 50, "window": 1, "candidate": 1}
    assert decision["retrained"]["digest"] == digest()
    assert "look_unregistered" not in reason_codes()
    assert decision["outcome"] in paths.COMMENT.read_text().lower()
    assert "Letters" in paths.PAGE.read_text()
    assert read_json(paths.COMPARISON)["confusion"]["legacy"] is not None


def test_without_a_legacy_model_the_retrained_one_is_the_first(judged):
    shutil.rmtree(paths.PRODUCTION)
    judged()
    assert reason_codes() == ["no_legacy"]
    assert read_json(paths.DECISION)["outcome"] == "promote"
    assert read_json(paths.DECISION)["legacy"] is None
    assert set(read_json(paths.METRICS)["validation"]) == {"rows", "retrained", "taggers"}
    assert not (paths.PREDICTIONS / "recent" / "legacy.csv").exists()


def give_to_another_task(folder, name):
    config = read_json(folder / "config.json")
    write_json({**config, "task": {**config["task"], "name": name}}, folder / "config.json")
    write_manifest(folder, name)


def test_a_legacy_model_of_another_task_is_named_but_not_compared(judged):
    give_to_another_task(paths.PRODUCTION, "tickets")
    judged()
    assert reason_codes() == ["legacy_other_task"]
    assert read_json(paths.DECISION)["legacy"] == {"digest": digest(paths.PRODUCTION), "task": "tickets"}
    assert read_json(paths.COMPARISON)["macro_f1"]["legacy"] is None


def test_the_model_in_production_is_identical(judged):
    shutil.rmtree(paths.PRODUCTION)
    shutil.copytree(paths.RETRAINED, paths.PRODUCTION)
    judged()
    assert read_json(paths.DECISION)["outcome"] == "identical"


def test_predictions_are_joined_by_id_in_any_order(judged, sections):
    register_evaluation("s1", digest(), recent_digest())
    judged()
    before = paths.DECISION.read_bytes(), paths.COMPARISON.read_bytes()
    for split in ("sealed", "recent"):
        file = paths.PREDICTIONS / split / "legacy.csv"
        write_table(read_table(file).iloc[::-1], file)
    write_decision(sections(stages.DecideSections))
    assert (paths.DECISION.read_bytes(), paths.COMPARISON.read_bytes()) == before


@pytest.mark.parametrize("change", [lambda table: table.iloc[1:], lambda table: pd.concat([table, table.head(1)])])
def test_predictions_on_different_rows_are_refused(judged, sections, change):
    judged()
    file = paths.PREDICTIONS / "recent" / "legacy.csv"
    write_table(change(read_table(file)), file)
    with pytest.raises(InputError, match="judge/predictions/recent: the two models predicted different rows; run"):
        write_decision(sections(stages.DecideSections))


def flip_table():
    return read_table(paths.FLIPS)


def test_the_flip_table_names_the_recent_rows_that_changed_by_id(judged, sections):
    judged()
    file = paths.PREDICTIONS / "recent" / "legacy.csv"
    write_table(read_table(file).assign(prediction="meter"), file)
    write_decision(sections(stages.DecideSections))
    counted = read_json(paths.COMPARISON)["flips"]
    changes = flip_table()["change"].value_counts()
    assert (changes.get("fixed", 0), changes.get("broken", 0)) == (counted["fixed"], counted["broken"])
    assert counted["fixed"] > 0
    assert set(flip_table()["id"]) < set(read_table(paths.split_file(Split.RECENT))["id"])


def test_without_a_stored_best_model_the_retrained_one_becomes_the_best(judged):
    register_evaluation("s1", digest(), recent_digest())
    judged()
    assert read_json(paths.DECISION)["best"] == {"digest": None, "kept": "retrained"}


def keep_as_best(seal="s1", rows=None):
    write_table(read_table(paths.PREDICTIONS / "sealed" / "retrained.csv").iloc[:rows], paths.BEST_PREDICTIONS)
    write_json({"digest": "best", "seal": seal}, paths.BEST_IDENTITY)


def test_the_best_model_is_compared_on_the_sealed_rows_that_it_predicted(judged, sections):
    register_evaluation("s1", digest(), recent_digest())
    judged()
    keep_as_best()
    write_decision(sections(stages.DecideSections))
    decision = read_json(paths.DECISION)
    assert decision["best"] == {"digest": "best", "kept": "best"}
    assert {"best-not-worse": "pass"}.items() <= {one["check"]: one["verdict"] for one in decision["reasons"]}.items()


def test_the_best_model_of_a_former_seal_is_not_compared(judged, sections):
    register_evaluation("s1", digest(), recent_digest())
    judged()
    keep_as_best(seal="s0")
    write_decision(sections(stages.DecideSections))
    assert "no_best" in reason_codes()


def test_missing_predictions_of_the_best_model_name_the_remedy(judged, sections):
    judged()
    keep_as_best()
    paths.BEST_PREDICTIONS.unlink()
    with pytest.raises(InputError, match=r"judge/best/predictions.csv is missing; run `dvc pull"):
        write_decision(sections(stages.DecideSections))
