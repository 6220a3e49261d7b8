"""What the present holdouts can show is told before training."""

import re

import pandas as pd
import pytest

from retrain.decision.power import needed_rows
from retrain.judge.holdout_counts import Prospects, label_counts, read_prospects, refuse_unjudgeable
from retrain.judge.holdout_looks import recent_digest, register_look
from retrain.judge.power_plan import what_can_be_shown
from retrain.ml_configuration import paths
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.stages import EvaluateSections
from retrain.workspace.csv_tables import read_table, write_table

BETTER = {"id": "better", "kind": "superiority", "split": "recent", "metric": "accuracy"}
NOT_WORSE = {"id": "not-worse", "kind": "non_inferiority", "split": "sealed", "metric": "accuracy", "margin": 0.01}
FRAUD = {**NOT_WORSE, "id": "fraud", "metric": "recall", "labels": ["fraud"], "margin": 0.05}
REGRESSION = {"id": "no-label-worse", "kind": "no_regression", "split": "recent", "per": "label"}
FLIPS = {"id": "flips", "kind": "at_most", "split": "recent", "metric": "relative_negative_flips", "value": 0.6}
COUNTS = {"common": 900, "usual": 540, "fraud": 60}


def policy(*checks, **changed):
    levels = [{**({} if one["kind"] == "at_most" else {"alpha": 0.05}), "on_fail": "review", **one} for one in checks]
    better = {"alpha": 0.01, "on_fail": "review", **BETTER}
    given = {"name": "own", "seed": 1, "draws": 999, "first_model": "promote", "checks": [better, *levels]}
    return DecisionPolicy.model_validate({**given, "min_rows": {"sealed": 500, "recent": 200}, **changed})


def prospects(sealed=None, recent=None, **looks):
    rows = {Split.SEALED: COUNTS if sealed is None else sealed, Split.RECENT: COUNTS if recent is None else recent}
    return Prospects(rows, **{"looks": 0, "judged": 0, **looks})


def line_of(text, check):
    """The cells of a check's line."""
    return re.split(r" {2,}", next(line for line in text.splitlines() if line.startswith(f"  {check} ")).strip())


def test_each_comparison_is_told_what_it_takes_and_what_the_rows_show():
    text = what_can_be_shown(policy(NOT_WORSE), prospects(), 0.02)
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
    assert "power of 80%, where one model alone is right on 10% of the rows" in text


def test_a_larger_gain_needs_fewer_rows():
    small, large = (int(line_of(what_can_be_shown(policy(), prospects(), gain), "better")[3]) for gain in (0.02, 0.05))
    assert large < small


def test_rare_labels_cost_macro_f1_rows():
    macro = {**NOT_WORSE, "id": "macro", "metric": "macro_f1"}
    text = what_can_be_shown(policy(NOT_WORSE, macro), prospects(), 0.02)
    assert int(line_of(text, "macro")[3]) > 2 * int(line_of(text, "not-worse")[3])
    even = what_can_be_shown(policy(NOT_WORSE, macro), prospects(sealed={"a": 500, "b": 500}), 0.02)
    assert line_of(even, "macro")[1:] == line_of(even, "not-worse")[1:]


def test_each_look_at_a_window_needs_more_rows():
    first, third = (what_can_be_shown(policy(), prospects(judged=judged), 0.02) for judged in (0, 2))
    assert line_of(third, "better")[3] == str(needed_rows(0.02, 0.01 / 3, 0.8, 0.1))
    assert int(line_of(third, "better")[3]) > int(line_of(first, "better")[3])
    assert "models at this recent window: 2; the next is held to alpha / 3." in third


def test_too_few_rows_for_the_policy_show_nothing():
    text = what_can_be_shown(policy(NOT_WORSE), prospects(sealed={"a": 499}, recent={}), 0.02)
    assert line_of(text, "not-worse")[-1] == "nothing: fewer than 500 rows are blind"
    assert line_of(text, "better")[2:4] == ["0", str(needed_rows(0.02, 0.01, 0.8, 0.1))]


def test_a_label_that_cannot_be_judged_is_blind():
    text = what_can_be_shown(policy({**FRAUD, "split": "recent"}), prospects(), 0.02)
    assert line_of(text, "fraud fraud") == ["fraud fraud", "recent", "60", "248", "a loss below 5.00 points", "blind"]


@pytest.mark.parametrize(("rows", "told"), [(60, ["< 248", "blind"]), (120, ["< 248", "< 248"]), (300, [">= 248"] * 2)])
def test_of_a_sealed_label_it_is_only_told_whether_its_rows_are_enough(rows, told):
    text = what_can_be_shown(policy(FRAUD), prospects(sealed={"fraud": rows, "other": 5000}), 0.02)
    cells = line_of(text, "fraud fraud")
    assert [cells[2], cells[-1]] == told
    assert not re.search(rf"\b{rows}\b", text)


def test_every_label_of_the_recent_rows_is_told_the_drop_that_would_be_seen_and_blind_ones_are_called_so():
    lines = what_can_be_shown(policy(REGRESSION), prospects(), 0.02).splitlines()
    table = lines[lines.index("no-label-worse: the least drop of a label's recall that the recent rows show") + 1 :]
    cells = [re.split(r" {2,}", line.strip()) for line in table[:3]]
    assert [cell[:2] for cell in cells] == [["fraud", "60"], ["usual", "540"], ["common", "900"]]
    drops = [int(cell[2].split()[0]) for cell in cells]
    assert drops == sorted(drops, reverse=True)
    assert "blind" not in cells[0]
    stricter = what_can_be_shown(policy(REGRESSION, blind_above=0.1), prospects(), 0.02)
    assert line_of(stricter, "fraud")[-1] == "blind"
    assert line_of(stricter, "common")[-1] != "blind"


def test_of_sealed_labels_the_blind_ones_alone_are_named():
    sealed = policy({**REGRESSION, "split": "sealed"}, blind_above=0.1)
    text = what_can_be_shown(sealed, prospects(), 0.02)
    assert "no-label-worse: blind labels of the sealed rows: fraud" in text
    assert "usual" not in text
    assert "rows: none" in what_can_be_shown(sealed, prospects(sealed={"usual": 5000}), 0.02)


def test_brier_scores_and_limits_are_not_foreseen():
    brier = {**NOT_WORSE, "id": "calibration", "metric": "brier"}
    text = what_can_be_shown(policy(brier, FLIPS), prospects(), 0.02)
    assert "calibration" not in text
    assert "flips" not in text


def test_the_looks_that_are_left_are_told():
    text = what_can_be_shown(policy(max_looks=40, windows=[0.6, 0.2]), prospects(looks=7), 0.02)
    assert "Looks: 7 of 40 at the seal;" in text
    assert "One model is judged on 2 windows, with these shares of alpha: 0.6, 0.2." in text


def test_one_row_more_makes_a_policy_judgeable():
    asked = policy(NOT_WORSE, FRAUD, REGRESSION, FLIPS)
    with pytest.raises(InputError, match="takes 109"):
        refuse_unjudgeable(asked, prospects(sealed={"fraud": 108}).rows)
    assert refuse_unjudgeable(asked, prospects(sealed={"fraud": 109}).rows) is None


@pytest.mark.parametrize(
    ("split", "message"),
    [
        ("recent", "the recall of 'fraud', which takes 109 recent rows of it, and there are 60; widen"),
        ("sealed", "the recall of 'fraud', which takes 109 sealed rows of it, and there are fewer; widen"),
    ],
)
def test_a_label_that_the_holdouts_cannot_judge_is_refused_by_name(split, message):
    with pytest.raises(InputError, match=f"conf/decision/own.yaml: check 'fraud' asks for {message}"):
        refuse_unjudgeable(policy({**FRAUD, "split": split}), prospects().rows)


def test_a_label_that_does_not_occur_is_refused():
    with pytest.raises(InputError, match="'theft'"):
        refuse_unjudgeable(policy({**FRAUD, "labels": ["theft"]}), prospects().rows)


def test_rows_are_counted_a_label_and_holdout_at_a_time(workplace, sections):
    counts = label_counts(sections(EvaluateSections).task)
    sealed = read_table(paths.split_file(Split.SEALED))["label"]
    assert counts[Split.SEALED] == sealed.value_counts().to_dict()
    assert set(counts) == {Split.SEALED, Split.RECENT}


def test_recent_rows_of_a_group_that_trains_are_not_counted(workplace, sections):
    recent, trained = (read_table(paths.split_file(split)) for split in (Split.RECENT, Split.TRAIN))
    alone = recent.head(3).assign(customer="someone new")
    write_table(pd.concat([recent, alone]), paths.split_file(Split.RECENT))
    counts = label_counts(sections(EvaluateSections).task)
    others = recent[~recent["customer"].isin(trained["customer"])]
    assert sum(counts[Split.RECENT].values()) == len(others) + 3 < len(recent)


def test_a_task_without_groups_counts_every_row(workplace, sections, tiny_values):
    columns = [one for one in tiny_values["task"]["columns"] if one["role"] != "group"]
    task = sections(EvaluateSections, task={**tiny_values["task"], "columns": columns}).task
    assert sum(label_counts(task)[Split.RECENT].values()) == len(read_table(paths.split_file(Split.RECENT)))


def test_looks_are_read_from_where_they_are_registered(workplace, sections):
    register_look("s1", "one", recent_digest())
    register_look("s1", "two", "an earlier one")
    found = read_prospects(sections(EvaluateSections).task)
    assert (found.looks, found.judged) == (2, 1)


def test_before_the_split_there_is_nothing_to_plan_with(workplace, sections):
    paths.split_file(Split.SEALED).unlink()
    with pytest.raises(InputError, match=r"data/splits/sealed.csv is missing; run `dvc repro split`"):
        read_prospects(sections(EvaluateSections).task)
