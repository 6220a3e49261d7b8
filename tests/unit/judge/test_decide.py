"""Evaluate, predict, decide, report: both models, one model, a model of another task."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from retrain.judge.decide import write_decision
from retrain.judge.decision_text import verdict
from retrain.judge.holdout_looks import count_looks, find_look, recent_digest, register_look
from retrain.judge.judge_run import judge_retrained, present_seal
from retrain.judge.predict_holdouts import predict_holdouts
from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.errors import GateFailed, InputError
from retrain.model.model_folder import open_model_folder, write_manifest
from retrain.pipeline.evaluate import evaluate
from retrain.pipeline.metrics import f1_by_label, scores
from retrain.production.promote import check_decision
from retrain.workspace.csv_tables import read_table, write_spreadsheet, write_table
from retrain.workspace.json_files import read_document, write_document

PREDICTION_COLUMNS = "id,group,truth,prediction,confidence,p_truth,brier,network,source,abstained"


def digest(folder=paths.RETRAINED):
    return open_model_folder(folder).digest


def reason_codes():
    return [reason["code"] for reason in read_document(paths.DECISION)["reasons"]]


def test_scores_are_those_of_the_definitions():
    truth = np.array(["a", "a", "b", "c"], dtype=object)
    answers = np.array(["a", "b", "b", "d"], dtype=object)
    assert f1_by_label(truth, answers) == pytest.approx({"a": 2 / 3, "b": 2 / 3, "c": 0})
    assert scores(truth, answers) == {"macro_f1": 0.444444, "accuracy": 0.5}


def test_both_models_are_scored_on_validation(workplace, sections):
    evaluate(sections(stages.EvaluateSections))
    metrics = read_document(paths.METRICS)["validation"]
    assert set(metrics) == {"rows", "legacy", "retrained", "taggers"}
    assert metrics["rows"] == len(read_table(paths.split_file(Split.VALIDATION)))
    assert metrics["retrained"]["macro_f1"] > 0.9
    assert metrics["taggers"] == {"legacy": 0, "retrained": 0}


def test_the_best_possible_is_scored_where_the_source_has_an_oracle(workplace, sections):
    records = read_table(paths.RAW_RECORDS)
    write_table(records[["id", "label"]], paths.ORACLE)
    evaluate(sections(stages.EvaluateSections))
    assert read_document(paths.METRICS)["validation"]["bayes"] == {"macro_f1": 1.0, "accuracy": 1.0}


def test_the_table_of_labels_has_one_row_a_label_and_model(workplace, sections):
    evaluate(sections(stages.EvaluateSections))
    table, truth = read_table(paths.VALIDATION_LABELS), read_table(paths.split_file(Split.VALIDATION))["label"]
    assert list(table["model"]) == ["legacy", "retrained"] * truth.nunique()
    assert dict(zip(table["label"], table["support"].astype(int), strict=True)) == truth.value_counts().to_dict()


def test_the_table_of_months_counts_every_validation_row_once_a_model(workplace, sections):
    evaluate(sections(stages.EvaluateSections))
    table, rows = read_table(paths.VALIDATION_MONTHS), read_table(paths.split_file(Split.VALIDATION))
    assert list(table.columns) == ["month", "model", "rows", "accuracy"]
    assert table["rows"].astype(int).groupby(table["model"]).sum().to_dict() == dict.fromkeys(
        ("legacy", "retrained"), len(rows)
    )
    assert table["month"].str.fullmatch(r"\d{4}-\d\d").all()


def test_predictions_of_both_models_stand_row_by_row(workplace, sections):
    predict_holdouts(sections(stages.PredictSections))
    for split in ("sealed", "recent"):
        legacy, retrained = (read_table(paths.PREDICTIONS / split / f"{role}.csv") for role in ("legacy", "retrained"))
        assert list(legacy["id"]) == list(retrained["id"])
        assert ",".join(legacy.columns) == PREDICTION_COLUMNS
    evidence = read_document(paths.EVIDENCE)
    assert evidence["models"]["retrained"]["digest"] == digest()
    assert evidence["models"]["legacy"]["digest"] == digest(paths.PRODUCTION)
    assert evidence["seal"] == "s1"


def test_answers_of_a_legacy_model_that_is_gone_do_not_stay(workplace, sections):
    predict_holdouts(sections(stages.PredictSections))
    (paths.PRODUCTION / "manifest.json").unlink()
    predict_holdouts(sections(stages.PredictSections))
    assert sorted(path.name for path in (paths.PREDICTIONS / "recent").iterdir()) == ["retrained.csv", "rows.csv"]


def test_recent_rows_of_trained_groups_are_left_out_and_counted(workplace, sections):
    predict_holdouts(sections(stages.PredictSections))
    rows = read_table(paths.split_file(Split.RECENT))
    trained = set(read_table(paths.split_file(Split.TRAIN))["customer"])
    left = read_table(paths.PREDICTIONS / "recent" / "retrained.csv")
    assert list(left["id"]) == list(rows.loc[~rows["customer"].isin(trained), "id"])
    counted = read_document(paths.EVIDENCE)["holdouts"]["recent"]["left_out"]
    assert sum(counted.values()) == len(rows) - len(left)
    assert counted["group_trained_on"] > 0


def test_an_unregistered_look_is_for_a_person(judged):
    judged()
    assert read_document(paths.DECISION)["outcome"] == "review"
    assert reason_codes() == ["look_unregistered"]


def test_a_registered_look_is_judged_and_reported(judged):
    register_look("s1", digest(), recent_digest())
    judged()
    decision = read_document(paths.DECISION)
    assert decision["looks"] == {"seal": 1, "at_most": 50, "window": 1, "look": 1}
    assert decision["retrained"]["digest"] == digest()
    assert "look_unregistered" not in reason_codes()
    assert decision["outcome"] in paths.COMMENT.read_text().lower()
    assert "Letters" in paths.PAGE.read_text()
    assert read_document(paths.COMPARISON)["confusion"]["legacy"] is not None


def test_without_a_legacy_model_the_retrained_one_is_the_first(judged):
    shutil.rmtree(paths.PRODUCTION)
    judged()
    assert reason_codes() == ["no_legacy"]
    assert read_document(paths.DECISION)["outcome"] == "promote"
    assert read_document(paths.DECISION)["legacy"] is None
    assert set(read_document(paths.METRICS)["validation"]) == {"rows", "retrained", "taggers"}
    assert not (paths.PREDICTIONS / "recent" / "legacy.csv").exists()
    assert "legacy none" in verdict()


def give_to_another_task(folder, name):
    config = read_document(folder / "config.json")
    write_document({**config, "task": {**config["task"], "name": name}}, folder / "config.json")
    write_manifest(folder, name)


def test_a_legacy_model_of_another_task_is_named_but_not_compared(judged):
    give_to_another_task(paths.PRODUCTION, "tickets")
    judged()
    assert reason_codes() == ["legacy_other_task"]
    assert read_document(paths.DECISION)["legacy"] == {"digest": digest(paths.PRODUCTION), "task": "tickets"}
    assert read_document(paths.COMPARISON)["macro_f1"]["legacy"] is None


def test_the_model_that_serves_already_is_identical(judged):
    shutil.rmtree(paths.PRODUCTION)
    shutil.copytree(paths.RETRAINED, paths.PRODUCTION)
    judged()
    assert read_document(paths.DECISION)["outcome"] == "identical"


def test_predictions_are_joined_by_id_whatever_their_order(judged, sections):
    register_look("s1", digest(), recent_digest())
    judged()
    before = paths.DECISION.read_bytes(), paths.COMPARISON.read_bytes()
    for split in ("sealed", "recent"):
        file = paths.PREDICTIONS / split / "legacy.csv"
        write_table(read_table(file).iloc[::-1], file)
    write_decision(sections(stages.DecideSections))
    assert (paths.DECISION.read_bytes(), paths.COMPARISON.read_bytes()) == before


@pytest.mark.parametrize("change", [lambda table: table.iloc[1:], lambda table: pd.concat([table, table.head(1)])])
def test_models_that_answered_different_rows_are_refused(judged, sections, change):
    judged()
    file = paths.PREDICTIONS / "recent" / "legacy.csv"
    write_table(change(read_table(file)), file)
    with pytest.raises(InputError, match="judge/predictions/recent: the two models answered different rows; run"):
        write_decision(sections(stages.DecideSections))


def test_judging_registers_the_look_before_the_holdouts_are_opened(workplace, repository, monkeypatch):
    monkeypatch.setenv("DVC_FAILS", "repro")
    with pytest.raises(InputError, match=r"dvc repro --quiet judge/dvc.yaml` failed"):
        judge_retrained()
    assert find_look("s1", digest(), recent_digest()).window == 1
    assert repository.calls == ["repro --quiet judge/dvc.yaml"]


def test_a_model_that_serves_already_costs_no_look(workplace, repository):
    shutil.rmtree(paths.PRODUCTION)
    shutil.copytree(paths.RETRAINED, paths.PRODUCTION)
    judge_retrained()
    assert count_looks("s1") == 0
    assert repository.calls == ["repro --quiet judge/dvc.yaml"]


def test_a_dry_run_of_the_court_prints_its_lines_and_registers_nothing(workplace, repository, capsys):
    judge_retrained(dry_run=True)
    assert capsys.readouterr().out.splitlines()[1:] == ["$ dvc repro --quiet judge/dvc.yaml"]
    assert count_looks("s1") == 0
    assert repository.calls == []


def test_without_splits_there_is_no_seal(workplace):
    paths.SPLIT_REPORT.unlink()
    with pytest.raises(InputError, match=r"reports/split.json is missing; run `dvc repro`"):
        present_seal()


def test_the_verdict_names_outcome_reasons_models_and_report(judged):
    register_look("s1", digest(), recent_digest())
    judged()
    decision, text = read_document(paths.DECISION), verdict()
    assert text.startswith(f"Verdict: {decision['outcome']}. {decision['summary']}\n")
    assert "recent-better" in text
    assert f"retrained {digest()}, legacy {digest(paths.PRODUCTION)}" in text
    assert text.endswith("Report: reports/index.html")


def test_the_verdict_says_who_can_read_the_sealed_rows(judged):
    judged()
    assert "sealed by convention" in verdict()
    out = {paths.split_file(Split.SEALED).as_posix(): {"remote": "vault"}}
    write_document({"stages": {"split": {"outs": ["data/splits/train.csv", out]}}}, Path("dvc.yaml"))
    assert "The sealed rows are sealed on the remote 'vault'" in verdict()


def test_no_verdict_before_a_judgement(workplace):
    with pytest.raises(InputError, match=r"reports/decision.json is missing; run `retrain decision judge`"):
        verdict()


def test_only_a_decision_that_says_promote_about_this_model_lets_it_pass(judged):
    with pytest.raises(InputError, match=r"decision.json is missing; run `retrain decision judge` first"):
        check_decision(digest())
    judged()
    with pytest.raises(GateFailed, match="the decision says review, not promote"):
        check_decision(digest())
    with pytest.raises(InputError, match=f"judged {digest()}, but models/retrained is ffff"):
        check_decision("ffff")
    shutil.rmtree(paths.PRODUCTION)
    judged()
    check_decision(digest())


def flip_table():
    return read_table(paths.FLIPS)


def test_the_flip_table_names_the_recent_rows_that_changed_by_id(judged, sections):
    judged()
    file = paths.PREDICTIONS / "recent" / "legacy.csv"
    write_table(read_table(file).assign(prediction="meter"), file)
    write_decision(sections(stages.DecideSections))
    counted = read_document(paths.COMPARISON)["flips"]
    changes = flip_table()["change"].value_counts()
    assert (changes.get("fixed", 0), changes.get("broken", 0)) == (counted["fixed"], counted["broken"])
    assert counted["fixed"] > 0
    assert set(flip_table()["id"]) < set(read_table(paths.split_file(Split.RECENT))["id"])


def test_the_first_model_is_the_best_until_a_promotion_keeps_another(judged):
    register_look("s1", digest(), recent_digest())
    judged()
    assert read_document(paths.DECISION)["best"] == {"digest": None, "kept": "retrained"}


def keep_as_best(seal="s1", rows=None):
    write_table(read_table(paths.PREDICTIONS / "sealed" / "retrained.csv").iloc[:rows], paths.BEST_PREDICTIONS)
    write_document({"digest": "best", "seal": seal}, paths.BEST_IDENTITY)


def test_the_best_model_is_compared_on_the_sealed_rows_that_it_answered(judged, sections):
    register_look("s1", digest(), recent_digest())
    judged()
    keep_as_best()
    write_decision(sections(stages.DecideSections))
    decision = read_document(paths.DECISION)
    assert decision["best"] == {"digest": "best", "kept": "best"}
    assert {"best-not-worse": "pass"}.items() <= {one["check"]: one["verdict"] for one in decision["reasons"]}.items()


def test_the_best_model_of_a_former_seal_is_not_compared(judged, sections):
    register_look("s1", digest(), recent_digest())
    judged()
    keep_as_best(seal="s0")
    write_decision(sections(stages.DecideSections))
    assert "no_best" in reason_codes()


def test_best_predictions_that_are_not_here_name_the_remedy(judged, sections):
    judged()
    keep_as_best()
    paths.BEST_PREDICTIONS.unlink()
    with pytest.raises(InputError, match=r"judge/best/predictions.csv is missing; run `dvc pull"):
        write_decision(sections(stages.DecideSections))


def test_a_text_that_a_spreadsheet_would_compute_is_led_by_an_apostrophe(tmp_path):
    write_spreadsheet(pd.DataFrame({"text": ["=1+1", "-x", "a=b"], "number": [-0.5, 1.0, 2.0]}), tmp_path / "s.csv")
    assert (tmp_path / "s.csv").read_text() == "text,number\n'=1+1,-0.5\n'-x,1.0\na=b,2.0\n"
