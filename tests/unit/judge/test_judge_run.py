"""An evaluation is registered before the judging pipeline opens the holdouts."""

import shutil

import pytest

from retrain.judge.holdout_evaluations import count_evaluations, find_evaluation, recent_digest
from retrain.judge.judge_run import current_seal, judge_retrained
from retrain.ml_configuration import paths
from retrain.ml_configuration.errors import InputError
from retrain.model.model_folder import open_model_folder


def digest(folder=paths.RETRAINED):
    return open_model_folder(folder).digest


def test_the_evaluation_is_registered_before_the_holdouts_are_opened(workplace, repository, monkeypatch):
    monkeypatch.setenv("DVC_FAILS", "repro")
    with pytest.raises(InputError, match=r"dvc repro --quiet judge/dvc.yaml` failed"):
        judge_retrained()
    assert find_evaluation("s1", digest(), recent_digest()).window == 1
    assert repository.calls == ["repro --quiet judge/dvc.yaml"]


def test_a_model_in_production_is_not_registered(workplace, repository):
    shutil.rmtree(paths.PRODUCTION)
    shutil.copytree(paths.RETRAINED, paths.PRODUCTION)
    judge_retrained()
    assert count_evaluations("s1") == 0
    assert repository.calls == ["repro --quiet judge/dvc.yaml"]


def test_a_dry_run_prints_the_commands_and_registers_nothing(workplace, repository, capsys):
    judge_retrained(dry_run=True)
    assert capsys.readouterr().out.splitlines()[1:] == ["$ dvc repro --quiet judge/dvc.yaml"]
    assert count_evaluations("s1") == 0
    assert repository.calls == []


def test_without_splits_there_is_no_seal(workplace):
    paths.SPLIT_REPORT.unlink()
    with pytest.raises(InputError, match=r"reports/split.json is missing; run `dvc repro`"):
        current_seal()
