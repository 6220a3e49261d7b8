"""What is known of the holdouts before a judgement: counts alone, and no model is read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from retrain.decision.score_checks import unjudgeable
from retrain.judge.holdout_looks import count_looks, models_at, recent_digest
from retrain.judge.judge_run import present_seal
from retrain.ml_configuration import InputError, Role, Split, Task, paths
from retrain.ml_configuration.checks import Comparing
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.model.row_keys import group_keys
from retrain.workspace.csv_tables import read_table
from retrain.workspace.json_files import needed

HOLDOUTS = (Split.SEALED, Split.RECENT)
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Prospects:
    """What is known before a judgement.

    Attributes:
        rows: of each label, by holdout.
        looks: how many models have been judged on the present seal.
        judged: how many models have been judged on the present `recent` window.
    """

    rows: Mapping[Split, Counts]
    looks: int
    judged: int


def read_prospects(task: Task) -> Prospects:
    """Those of the present splits and of the looks that are registered.

    Raises:
        InputError: the split stage has not run.
    """
    rows = label_counts(task)
    return Prospects(rows, count_looks(present_seal()), len(models_at(recent_digest())))


def label_counts(task: Task) -> dict[Split, dict[str, int]]:
    """The rows of each label on both holdouts; of `recent` without rows whose group trains, which are not judged.

    Raises:
        InputError: the split stage has not run.
    """
    files = {split: needed(paths.split_file(split), "`dvc repro split`") for split in (*HOLDOUTS, Split.TRAIN)}
    tables = {split: read_table(file) for split, file in files.items()}
    if task.column_name(Role.GROUP) is not None:
        recent, trained = tables[Split.RECENT], tables[Split.TRAIN]
        tables[Split.RECENT] = recent[~group_keys(recent, task).isin(group_keys(trained, task))]
    return {split: dict(Counter(tables[split][task.label])) for split in HOLDOUTS}


def refuse_unjudgeable(policy: DecisionPolicy, rows: Mapping[Split, Counts]) -> None:
    """Passes where the holdouts can judge every label whose recall the policy asks for.

    Raises:
        InputError: an equally good model would fail more often than not, for want of rows of a
            label.
    """
    for check in policy.checks:
        small = unjudgeable(check, policy, rows[check.split]) if isinstance(check, Comparing) else None
        if small is not None:
            label, there, needed = small
            number = str(there) if check.split is Split.RECENT else "fewer"
            raise InputError(
                f"conf/decision/{policy.name}.yaml: check {check.id!r} asks for the recall of {label!r}, which takes "
                f"{needed} {check.split.value} rows of it, and there are {number}; widen its margin, or drop the label"
            )
