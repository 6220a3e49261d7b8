"""Every command of `retrain`: what it prints, what it changes, how it ends."""

import io
import shutil
from pathlib import Path

import pandas as pd
import pytest

from records import csv_reader
from retrain.cli import predict
from retrain.judge.holdout_looks import count_looks
from retrain.ml_configuration import paths
from retrain.model.classifier import Classifier, predict_records
from retrain.model.model_folder import open_model_folder
from retrain.workspace.csv_tables import read_table
from retrain.workspace.json_files import write_document


def digest(folder=paths.RETRAINED):
    return open_model_folder(folder).digest


def decide_that(outcome):
    write_document(
        {"outcome": outcome, "mode": "enforce", "summary": "because", "retrained": {"digest": digest()}, "legacy": None}
        | {"looks": {"seal": 1, "at_most": 50, "window": 1, "look": 1}, "reasons": []},
        paths.DECISION,
    )
    paths.COMMENT.write_text("why\n")


@pytest.mark.parametrize(("words", "command"), [((), "rollback"), (("params",), "compose"), (("decision",), "judge")])
def test_without_a_command_the_commands_are_listed(retrain, words, command):
    code, printed, said = retrain(*words)
    assert code == 2
    assert "Usage:" in printed + said
    assert command in printed + said


@pytest.mark.parametrize("words", [("prmote",), ("params", "chek"), ("promote", "--dry")])
def test_an_unknown_command_or_option_ends_with_2(retrain, words):
    code, _, said = retrain(*words)
    assert code == 2
    assert "No such" in said


def test_every_command_explains_itself(retrain):
    code, printed, _ = retrain("--help")
    assert code == 0
    for command in ("params", "decision", "predict", "promote", "rollback"):
        assert command in printed


def test_rows_are_answered_on_standard_output_as_the_model_answers(workplace, retrain):
    code, printed, said = retrain("predict", "letters.csv", "--model", "models/retrained")
    answers = pd.read_csv(io.StringIO(printed), dtype=str, keep_default_na=False)
    expected = predict_records(read_table(Path("letters.csv")), Classifier.load(paths.RETRAINED))
    assert (code, said) == (0, "")
    assert list(answers["id"]) == list(expected["id"])
    assert list(answers["prediction"]) == list(expected["prediction"])


def test_rows_are_answered_by_production_into_a_file(workplace, retrain):
    printed = retrain("predict", "letters.csv")[1]
    assert retrain("predict", "letters.csv", "--out", "answers.csv") == (0, "answers.csv written\n", "")
    assert Path("answers.csv").read_text() == printed


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "rows.csv is missing; name a table of raw records"),
        ("", "rows.csv:1: the file is empty"),
        ("id,text\n1,a,b\n", "rows.csv:2: "),
        ("id,channel,amount,received\n1,mail,3,2025-01-01\n", "'text'"),
        ("id,channel,amount,received,text\n1,mail,lots,2025-01-01,hello\n", "amount"),
    ],
    ids=["missing", "empty", "too many cells", "no column that the model reads", "a number that is none"],
)
def test_rows_that_cannot_be_answered_end_with_2_and_leave_no_file(workplace, retrain, content, message):
    if content is not None:
        Path("rows.csv").write_text(content)
    code, printed, said = retrain("predict", "rows.csv", "--out", "answers.csv")
    assert (code, printed) == (2, "")
    assert message in said
    assert "Traceback" not in said
    assert not Path("answers.csv").exists()


def test_a_refused_row_says_why_every_row_counts(workplace, retrain):
    Path("rows.csv").write_text("id,text\n1\n")
    assert "mend or remove the row, so that every row gets its answer" in retrain("predict", "rows.csv")[2]


def test_without_a_model_there_are_no_answers(workplace, retrain):
    code, _, said = retrain("predict", "letters.csv", "--model", "models/none")
    assert code == 2
    assert said.startswith("models/none/manifest.json is missing")


def test_judging_registers_the_look_runs_the_court_and_prints_the_verdict(workplace, repository, retrain):
    decide_that("reject")
    code, printed, _ = retrain("decision", "judge")
    assert code == 0
    look = f"the look is registered in decisions/uses/s1/{digest()}.json\n"
    assert printed.startswith(f"{look}$ dvc repro --quiet judge/dvc.yaml\nVerdict: reject. because\n")
    assert (count_looks("s1"), repository.calls) == (1, ["repro --quiet judge/dvc.yaml"])


def test_a_dry_run_of_judging_prints_its_lines_alone(workplace, repository, retrain):
    look = f"the look is registered in decisions/uses/s1/{digest()}.json\n"
    assert retrain("decision", "judge", "--dry-run") == (0, f"{look}$ dvc repro --quiet judge/dvc.yaml\n", "")
    assert (count_looks("s1"), repository.calls) == (0, [])


@pytest.mark.parametrize("variables", [{"DVC_FAILS": "repro"}, {}])
def test_a_court_that_fails_or_decides_nothing_ends_with_2(workplace, repository, retrain, monkeypatch, variables):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    code, _, said = retrain("decision", "judge")
    assert code == 2
    assert said.endswith("failed; its message stands above\n" if variables else "run `retrain decision judge`\n")


def test_the_verdict_is_shown_as_often_as_asked(workplace, retrain):
    decide_that("promote")
    first = retrain("decision", "show")
    assert first == retrain("decision", "show")
    assert first[:2] == (
        0,
        f"Verdict: promote. because\nModels: retrained {digest()}, legacy none\n"
        "Looks: 1 of 50 at the seal; this model's window 1, look 1 at it\n"
        "The sealed rows are sealed by convention: whoever has the cache can read them\n"
        f"Rows that flipped: judge/flips.csv\nReport: {paths.PAGE}\n",
    )


def test_before_a_judgement_there_is_nothing_to_show(workplace, retrain):
    said = "reports/decision.json is missing; run `retrain decision judge`\n"
    assert retrain("decision", "show") == (2, "", said)


def test_promotion_puts_the_retrained_model_into_production(workplace, repository, retrain):
    decide_that("promote")
    repository.commit_all("before")
    code, printed, _ = retrain("promote")
    assert code == 0
    assert digest(paths.PRODUCTION) == digest()
    assert repository.git("log", "-1", "--format=%s") == f"Promote {digest()} into production\n"
    assert printed.startswith("$ cp -r models/retrained models/production")


def test_a_dry_run_of_promotion_changes_nothing(workplace, repository, retrain):
    decide_that("promote")
    head, before = repository.commit_all("before"), digest(paths.PRODUCTION)
    code, printed, _ = retrain("promote", "--dry-run")
    assert code == 0
    assert all(line.startswith("$ ") for line in printed.splitlines())
    assert (repository.git("rev-parse", "HEAD").strip(), digest(paths.PRODUCTION)) == (head, before)
    assert repository.calls == []


@pytest.mark.parametrize("outcome", ["review", "reject", "identical"])
def test_a_gate_that_says_no_ends_with_1(workplace, repository, retrain, outcome):
    decide_that(outcome)
    code, _, said = retrain("promote")
    assert (code, said) == (1, f"the decision says {outcome}, not promote: because\n")
    assert repository.calls == []


def test_promotion_before_a_judgement_ends_with_2(workplace, repository, retrain):
    said = "reports/decision.json is missing; run `retrain decision judge` first\n"
    assert retrain("promote") == (2, "", said)


def test_restoring_leaves_production_empty_where_no_model_is_tracked(workplace, repository, retrain):
    shutil.rmtree(paths.PRODUCTION)
    assert retrain("promote", "--restore") == (0, "", "")
    assert list(paths.PRODUCTION.iterdir()) == []


def test_restoring_a_model_that_is_nowhere_to_be_had_ends_with_2(workplace, repository, retrain, monkeypatch):
    shutil.rmtree(paths.PRODUCTION)
    paths.PRODUCTION_POINTER.write_text("outs: []\n")
    monkeypatch.setenv("DVC_FAILS", "checkout")
    code, _, said = retrain("promote", "--restore", "--dry-run")
    assert code == 2
    assert "no remote is configured" in said


def test_rollback_brings_the_former_pointer_back(workplace, repository, retrain, monkeypatch):
    monkeypatch.setenv("DVC_FORMER", str(paths.RETRAINED.absolute()))
    for content in ("a", "b"):
        paths.PRODUCTION_POINTER.write_text(content)
        repository.commit_all(content)
    former = repository.git("rev-parse", "HEAD~1").strip()
    assert retrain("rollback", "--dry-run")[1].startswith(f"$ git show {former}:models/production.dvc | ")
    assert paths.PRODUCTION_POINTER.read_text() == "b"
    assert retrain("rollback")[0] == 0
    assert paths.PRODUCTION_POINTER.read_text() == "a"


def test_rollback_without_a_former_model_ends_with_2(workplace, repository, retrain):
    repository.commit_all("start")
    code, _, said = retrain("rollback")
    assert code == 2
    assert said.endswith("git knows no other model that served; there is nothing to roll back to\n")


def test_a_long_table_is_answered_in_parts_as_at_once(workplace, retrain, monkeypatch):
    monkeypatch.setattr(csv_reader, "ROWS", 30)
    monkeypatch.setattr(predict, "ROWS", 30)
    rows = read_table(Path("letters.csv")).drop(columns=["id", "label"])
    rows.to_csv("some.csv", index=False)
    code, printed, said = retrain("predict", "some.csv", "--out", "answers.csv")
    assert (code, printed) == (0, "answers.csv written\n")
    assert "parts 7 of 7: 200 answered" in said
    assert read_table(Path("answers.csv")).equals(predict_records(rows, Classifier.load(paths.PRODUCTION)))


def test_a_bad_row_far_down_leaves_no_half_file(workplace, retrain, monkeypatch):
    monkeypatch.setattr(csv_reader, "ROWS", 30)
    rows = read_table(Path("letters.csv"))
    rows.loc[150, "amount"] = "12x"
    rows.to_csv("some.csv", index=False)
    code, _, said = retrain("predict", "some.csv", "--out", "answers.csv")
    assert code == 2
    assert "some.csv:152: amount: '12x' is not a number" in said
    assert list(Path().glob("*answers*")) == []
