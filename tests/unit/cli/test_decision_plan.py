"""`retrain decision plan` prints the power report, and registers no evaluation."""

import shutil

from retrain.judge.holdout_evaluations import count_evaluations
from retrain.ml_configuration import paths


def test_the_plan_is_printed_and_registers_no_evaluation(workplace, retrain):
    shutil.rmtree(paths.RETRAINED)
    code, printed, errors = retrain("decision", "plan")
    assert (code, errors) == (0, "")
    assert "a gain of 2.00 points" in printed
    assert "Evaluations: 0 of 50 on the sealed test set" in printed
    assert "a gain of 4.00 points" in retrain("decision", "plan", "--gain", "0.04")[1]
    assert count_evaluations("s1") == 0
