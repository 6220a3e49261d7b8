import numpy as np
import pytest

from retrain.decision import Holdout
from retrain.ml_configuration.problems import InputProblem


def column(text):
    return np.array(list(text), dtype=object)


def test_labels_that_nobody_listed_come_after_the_listed_ones():
    counts = Holdout(column("zab"), column("zab"), column("bay"), "d", {}).paired_counts(("b", "a"))
    assert counts.labels == ("b", "a", "y", "z")


def test_without_a_legacy_model_the_retrained_one_is_paired_with_itself():
    counts = Holdout(column("aab"), None, column("abb"), "d", {}).paired_counts(())
    assert counts.legacy.tolist() == counts.retrained.tolist()


@pytest.mark.parametrize(("legacy", "retrained"), [("ab", "aab"), ("aab", "ab"), (None, "ab")])
def test_answers_that_do_not_match_the_rows_are_refused(legacy, retrained):
    with pytest.raises(InputProblem, match="holdout d has"):
        Holdout(column("aab"), None if legacy is None else column(legacy), column(retrained), "d", {})


def test_a_retrained_model_of_another_task_is_refused(evidence, identity):
    with pytest.raises(InputProblem, match="'plants', not 'animals'; run `dvc repro`"):
        evidence(retrained=identity(task="plants"))


def test_a_missing_legacy_model_knows_no_labels(evidence):
    assert evidence(legacy=None).legacy_labels == ()
