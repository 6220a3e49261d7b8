"""`retrain decision judge` registers the evaluation before it opens the holdouts; `show` only reads."""

from pathlib import Path

import pytest
import yaml
from promotions import digest, write_decision

from retrain.judge.holdout_evaluations import count_evaluations
from retrain.ml_configuration import paths


def test_judging_registers_the_evaluation_runs_the_pipeline_and_prints_the_verdict(workplace, repository, retrain):
    write_decision("reject")
    code, printed, _ = retrain("decision", "judge")
    assert code == 0
    registered = f"the holdout evaluation is registered in decisions/uses/s1/{digest()}.json\n"
    assert printed.startswith(
        f"{registered}$ dvc repro --quiet judge/dvc.yaml\n✕ Reject the retrained model\nbecause\n"
    )
    assert (count_evaluations("s1"), repository.calls) == (1, ["repro --quiet judge/dvc.yaml"])


def test_a_dry_run_of_judging_only_prints(workplace, repository, retrain):
    registered = f"the holdout evaluation is registered in decisions/uses/s1/{digest()}.json\n"
    assert retrain("decision", "judge", "--dry-run") == (0, f"{registered}$ dvc repro --quiet judge/dvc.yaml\n", "")
    assert (count_evaluations("s1"), repository.calls) == (0, [])


@pytest.mark.parametrize("variables", [{"DVC_FAILS": "repro"}, {}])
def test_a_judging_pipeline_that_fails_or_writes_no_decision_ends_with_2(
    workplace, repository, retrain, monkeypatch, variables
):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    code, _, errors = retrain("decision", "judge")
    assert code == 2
    assert errors.endswith("failed; see its message above\n" if variables else "run `retrain decision judge`\n")


def test_showing_the_verdict_changes_nothing(workplace, retrain):
    write_decision("promote")
    first = retrain("decision", "show")
    assert first == retrain("decision", "show")
    code, printed, _ = first
    assert code == 0
    assert printed.startswith("✓ Promote the retrained model\nbecause\n")
    assert f"Models: retrained {digest()}, legacy none\n" in printed
    assert printed.endswith(f"Rows that flipped: judge/flips.csv\nReport: {paths.PAGE}\n")


def test_without_a_decision_there_is_nothing_to_show(workplace, retrain):
    errors = "reports/decision.json is missing; run `retrain decision judge`\n"
    assert retrain("decision", "show") == (2, "", errors)


def check_the_recall_of(label):
    values = yaml.safe_load(Path("params.yaml").read_text())
    check = {"id": "must-know", "kind": "non_inferiority", "split": "recent", "metric": "recall", "labels": [label]}
    values["decision"]["checks"].append({**check, "margin": 0.05, "alpha": 0.05, "on_fail": "reject"})
    Path("params.yaml").write_text(yaml.safe_dump(values, sort_keys=False))


def test_a_label_with_too_few_rows_is_refused_before_the_evaluation(workplace, repository, retrain):
    check_the_recall_of("meter")
    code, printed, errors = retrain("decision", "judge")
    assert (code, printed) == (2, "")
    assert "check 'must-know' compares the recall of 'meter'" in errors
    assert count_evaluations("s1") == 0
    assert repository.calls == []
