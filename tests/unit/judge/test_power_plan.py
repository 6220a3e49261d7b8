"""The power report states what the present holdouts can show before anything is trained."""

import re

import pytest
from policies import FLIPS, FRAUD, NOT_WORSE, REGRESSION, policy_of

from retrain.decision.power import needed_rows
from retrain.judge.holdout_evaluations import recent_digest, register_evaluation
from retrain.judge.power_plan import HoldoutCounts, power_report, read_holdout_counts
from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.stages import EvaluateSections

COUNTS = {"common": 900, "usual": 540, "fraud": 60}


def holdouts(sealed=None, recent=None, **counts):
    rows = {Split.SEALED: COUNTS if sealed is None else sealed, Split.RECENT: COUNTS if recent is None else recent}
    return HoldoutCounts(rows, **{"evaluations": 0, "recent_models": 0, **counts})


def line_of(text, check):
    """The cells of a check's line."""
    return re.split(r" {2,}", next(line for line in text.splitlines() if line.startswith(f"  {check} ")).strip())


def test_each_comparison_is_listed_with_the_rows_it_needs_and_what_they_show():
    text = power_report(policy_of(NOT_WORSE), holdouts(), 0.02)
    assert line_of(text, "check") == ["check", "split", "rows", "needed", "for", "these rows show"]
    needed = str(needed_rows(0.02, 0.01, 0.8, 0.1))
    assert line_of(text, "better") == [
        "better",
        "recent",
        "1500",
        needed,
        "a gain of 2.00 points",
        "a gain of 2.59 points",
    ]
    assert line_of(text, "not-worse")[2:5] == ["1500", "6183", "a loss below 1.00 points"]
    assert "power of 80%, where exactly one model is right on 10% of the rows" in text


def test_a_larger_gain_needs_fewer_rows():
    small, large = (int(line_of(power_report(policy_of(), holdouts(), gain), "better")[3]) for gain in (0.02, 0.05))
    assert large < small


def test_macro_f1_with_rare_labels_needs_more_rows():
    macro = {**NOT_WORSE, "id": "macro", "metric": "macro_f1"}
    text = power_report(policy_of(NOT_WORSE, macro), holdouts(), 0.02)
    assert int(line_of(text, "macro")[3]) > 2 * int(line_of(text, "not-worse")[3])
    even = power_report(policy_of(NOT_WORSE, macro), holdouts(sealed={"a": 500, "b": 500}), 0.02)
    assert line_of(even, "macro")[1:] == line_of(even, "not-worse")[1:]


def test_each_further_model_on_a_window_needs_more_rows():
    first, third = (power_report(policy_of(), holdouts(recent_models=models), 0.02) for models in (0, 2))
    assert line_of(third, "better")[3] == str(needed_rows(0.02, 0.01 / 3, 0.8, 0.1))
    assert int(line_of(third, "better")[3]) > int(line_of(first, "better")[3])
    assert "2 on this recent window; the next one there is tested at alpha / 3." in third


def test_too_few_rows_for_the_policy_show_nothing():
    text = power_report(policy_of(NOT_WORSE), holdouts(sealed={"a": 499}, recent={}), 0.02)
    assert line_of(text, "not-worse")[-1] == "nothing: fewer than 500 rows are underpowered"
    assert line_of(text, "better")[2:4] == ["0", str(needed_rows(0.02, 0.01, 0.8, 0.1))]


def test_a_label_with_too_few_rows_is_underpowered():
    text = power_report(policy_of({**FRAUD, "split": "recent"}), holdouts(), 0.02)
    assert line_of(text, "fraud fraud") == [
        "fraud fraud",
        "recent",
        "60",
        "248",
        "a loss below 5.00 points",
        "underpowered",
    ]


@pytest.mark.parametrize(
    ("rows", "expected"), [(60, ["< 248", "underpowered"]), (120, ["< 248", "< 248"]), (300, [">= 248"] * 2)]
)
def test_of_a_sealed_label_it_is_only_printed_whether_its_rows_are_enough(rows, expected):
    text = power_report(policy_of(FRAUD), holdouts(sealed={"fraud": rows, "other": 5000}), 0.02)
    cells = line_of(text, "fraud fraud")
    assert [cells[2], cells[-1]] == expected
    assert not re.search(rf"\b{rows}\b", text)


def test_every_label_is_listed_with_its_detectable_drop_and_underpowered_ones_are_marked():
    lines = power_report(policy_of(REGRESSION), holdouts(), 0.02).splitlines()
    table = lines[lines.index("no-label-worse: the smallest drop of a label's recall that the recent rows show") + 1 :]
    cells = [re.split(r" {2,}", line.strip()) for line in table[:3]]
    assert [cell[:2] for cell in cells] == [["fraud", "60"], ["usual", "540"], ["common", "900"]]
    drops = [int(cell[2].split()[0]) for cell in cells]
    assert drops == sorted(drops, reverse=True)
    assert "underpowered" not in cells[0]
    stricter = power_report(policy_of(REGRESSION, underpowered_above=0.1), holdouts(), 0.02)
    assert line_of(stricter, "fraud")[-1] == "underpowered"
    assert line_of(stricter, "common")[-1] != "underpowered"


def test_of_sealed_labels_only_the_underpowered_are_named():
    sealed = policy_of({**REGRESSION, "split": "sealed"}, underpowered_above=0.1)
    text = power_report(sealed, holdouts(), 0.02)
    assert "no-label-worse: underpowered labels of the sealed test set: fraud" in text
    assert "usual" not in text
    assert "test set: none" in power_report(sealed, holdouts(sealed={"usual": 5000}), 0.02)


def test_brier_scores_and_at_most_checks_are_not_covered():
    brier = {**NOT_WORSE, "id": "calibration", "metric": "brier"}
    text = power_report(policy_of(brier, FLIPS), holdouts(), 0.02)
    assert "calibration" not in text
    assert "flips" not in text


def test_the_remaining_evaluations_are_printed():
    text = power_report(policy_of(max_evaluations=40, windows=[0.6, 0.2]), holdouts(evaluations=7), 0.02)
    assert "Evaluations: 7 of 40 on the sealed test set;" in text
    assert "One model is evaluated on at most 2 windows, with these shares of alpha: 0.6, 0.2." in text


def test_evaluations_are_read_from_the_files_that_register_them(workplace, sections):
    register_evaluation("s1", "one", recent_digest())
    register_evaluation("s1", "two", "an earlier one")
    found = read_holdout_counts(sections(EvaluateSections).task)
    assert (found.evaluations, found.recent_models) == (2, 1)


def test_without_the_splits_the_plan_names_the_command_that_makes_them(workplace, sections):
    paths.split_file(Split.SEALED).unlink()
    with pytest.raises(InputError, match=r"data/splits/sealed.csv is missing; run `dvc repro split`"):
        read_holdout_counts(sections(EvaluateSections).task)
