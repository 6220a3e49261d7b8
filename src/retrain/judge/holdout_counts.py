"""Row counts of the holdouts, and whether they suffice, before any model is evaluated."""

from collections import Counter
from collections.abc import Mapping

from retrain.decision.score_checks import underpowered_label
from retrain.ml_configuration import InputError, Role, Split, Task, paths
from retrain.ml_configuration.checks import ScoreCheck
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.workspace.csv_tables import group_keys, read_table
from retrain.workspace.json_files import require_file

HOLDOUTS = (Split.SEALED, Split.RECENT)
Counts = Mapping[str, int]


def holdout_label_counts(task: Task) -> dict[Split, dict[str, int]]:
    """The number of rows of each label; in `recent` without groups that are trained on.

    Raises:
        InputError: the split stage has not run.
    """
    files = {split: require_file(paths.split_file(split), "`dvc repro split`") for split in (*HOLDOUTS, Split.TRAIN)}
    tables = {split: read_table(file) for split, file in files.items()}
    if task.column_name(Role.GROUP) is not None:
        recent = tables[Split.RECENT]
        tables[Split.RECENT] = recent[~group_keys(recent, task).isin(group_keys(tables[Split.TRAIN], task))]
    return {split: dict(Counter(tables[split][task.label])) for split in HOLDOUTS}


def check_recall_is_powered(policy: DecisionPolicy, rows: Mapping[Split, Counts]) -> None:
    """Passes where the holdouts have enough rows of every label whose recall the policy checks.

    Raises:
        InputError: a label has so few rows that an equally good model would fail more often than
            not.
    """
    for check in policy.checks:
        if not isinstance(check, ScoreCheck):
            continue
        underpowered = underpowered_label(check, policy, rows[check.split])
        if underpowered is not None:
            label, present, needed = underpowered
            available = str(present) if check.split is Split.RECENT else "fewer"
            raise InputError(
                f"conf/decision/{policy.name}.yaml: check {check.id!r} compares the recall of {label!r}, "
                f"which needs {needed} {check.split.value} rows of that label, and there are "
                f"{available}; widen its margin, or remove the label"
            )
