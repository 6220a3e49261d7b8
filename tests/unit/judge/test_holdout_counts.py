"""Holdout rows are counted by label, and a check of recall without power is refused."""

import pandas as pd
import pytest
from policies import FLIPS, FRAUD, NOT_WORSE, REGRESSION, policy_of

from retrain.judge.holdout_counts import check_recall_is_powered, holdout_label_counts
from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.stages import EvaluateSections
from retrain.workspace.csv_tables import read_table, write_table

COUNTS = {"common": 900, "usual": 540, "fraud": 60}


def label_rows(sealed=None, recent=None):
    return {Split.SEALED: COUNTS if sealed is None else sealed, Split.RECENT: COUNTS if recent is None else recent}


def test_one_row_more_gives_a_recall_check_its_power():
    checked = policy_of(NOT_WORSE, FRAUD, REGRESSION, FLIPS)
    with pytest.raises(InputError, match="needs 109"):
        check_recall_is_powered(checked, label_rows(sealed={"fraud": 108}))
    assert check_recall_is_powered(checked, label_rows(sealed={"fraud": 109})) is None


@pytest.mark.parametrize(
    ("split", "message"),
    [
        ("recent", "the recall of 'fraud', which needs 109 recent rows of that label, and there are 60; widen"),
        ("sealed", "the recall of 'fraud', which needs 109 sealed rows of that label, and there are fewer; widen"),
    ],
)
def test_a_label_with_too_few_rows_is_refused_by_name(split, message):
    with pytest.raises(InputError, match=f"conf/decision/own.yaml: check 'fraud' compares {message}"):
        check_recall_is_powered(policy_of({**FRAUD, "split": split}), label_rows())


def test_a_label_that_does_not_occur_is_refused():
    with pytest.raises(InputError, match="'theft'"):
        check_recall_is_powered(policy_of({**FRAUD, "labels": ["theft"]}), label_rows())


def test_rows_are_counted_by_label_and_holdout(workplace, sections):
    counts = holdout_label_counts(sections(EvaluateSections).task)
    sealed = read_table(paths.split_file(Split.SEALED))["label"]
    assert counts[Split.SEALED] == sealed.value_counts().to_dict()
    assert set(counts) == {Split.SEALED, Split.RECENT}


def test_recent_rows_of_a_group_that_is_trained_on_are_not_counted(workplace, sections):
    recent, trained = (read_table(paths.split_file(split)) for split in (Split.RECENT, Split.TRAIN))
    alone = recent.head(3).assign(customer="someone new")
    write_table(pd.concat([recent, alone]), paths.split_file(Split.RECENT))
    counts = holdout_label_counts(sections(EvaluateSections).task)
    others = recent[~recent["customer"].isin(trained["customer"])]
    assert sum(counts[Split.RECENT].values()) == len(others) + 3 < len(recent)


def test_a_task_without_groups_counts_every_row(workplace, sections, tiny_values):
    columns = [one for one in tiny_values["task"]["columns"] if one["role"] != "group"]
    task = sections(EvaluateSections, task={**tiny_values["task"], "columns": columns}).task
    assert sum(holdout_label_counts(task)[Split.RECENT].values()) == len(read_table(paths.split_file(Split.RECENT)))
