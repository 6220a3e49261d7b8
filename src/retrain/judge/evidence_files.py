"""What the court wrote down of both models' answers, read back."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from retrain.decision import Evidence, Holdout, Looks, ModelAnswers, ModelIdentity, as_declared
from retrain.judge.holdout_looks import count_looks, find_look
from retrain.ml_configuration import InputError, Role, Split, Task, paths
from retrain.ml_configuration.labels import Severity
from retrain.workspace.csv_tables import read_table
from retrain.workspace.json_files import needed, read_document

SLICE = "slice_"


def read_evidence(task: Task) -> Evidence:
    """Everything that the decision depends on beside the policy, in today's labels.

    Raises:
        InputError: the two models answered different rows, or the best model's predictions are not
            here.
    """
    document = read_document(paths.EVIDENCE)
    retrained = _identity(document["models"]["retrained"])
    look = find_look(document["seal"], retrained.digest, document["recent"])
    holdouts = {Split(name): _holdout(task, Split(name), described) for name, described in document["holdouts"].items()}
    best = read_document(paths.BEST_IDENTITY) if paths.BEST_IDENTITY.is_file() else {"digest": None, "seal": None}
    kept = best["seal"] == document["seal"] and best["digest"] is not None
    return Evidence(
        task=task.name,
        retrained=retrained,
        legacy=_identity(document["models"]["legacy"]) if document["models"]["legacy"] else None,
        holdouts={split: as_declared(holdout, task.label_changes) for split, holdout in holdouts.items()},
        looks=Looks(look is not None, count_looks(document["seal"]), *(look or ())),
        best=as_declared(_against_best(holdouts[Split.SEALED]), task.label_changes) if kept else None,
        best_digest=best["digest"] if kept else None,
        label_changes=task.label_changes,
        positive=task.positive,
        severity=task.severity or _of_parents(document["taxonomy"]),
    )


def _identity(described: dict[str, Any]) -> ModelIdentity:
    return ModelIdentity(described["digest"], described["task"], tuple(described["labels"]), described["size"])


def _of_parents(taxonomy: dict[str, str]) -> Severity | None:
    return Severity(taxonomy={label: (parent,) for label, parent in taxonomy.items()}) if taxonomy else None


def _holdout(task: Task, split: Split, described: dict[str, Any]) -> Holdout:
    folder = paths.PREDICTIONS / split.value
    retrained, facts = read_table(folder / "retrained.csv"), read_table(folder / "rows.csv")
    legacy = folder / "legacy.csv"
    return Holdout(
        ids=_texts(retrained["id"]),
        truth=_texts(retrained["truth"]),
        legacy=_answers(_aligned(read_table(legacy), retrained, folder)) if legacy.is_file() else None,
        retrained=_answers(retrained),
        digest=described["digest"],
        left_out=described["left_out"],
        groups=_texts(retrained["group"]) if task.column_name(Role.GROUP) else None,
        slices={str(name).removeprefix(SLICE): _texts(facts[name]) for name in facts if str(name).startswith(SLICE)},
        annotators=_texts(facts["annotator"]) if "annotator" in facts else None,
        months=_texts(facts["month"]) if "month" in facts else None,
    )


def _against_best(sealed: Holdout) -> Holdout:
    """The sealed rows that the best model has answered too, its answers in the place of the legacy model's."""
    file = needed(paths.BEST_PREDICTIONS, f"`dvc pull {paths.BEST_PREDICTIONS}.dvc`")
    best = read_table(file).set_index("id", drop=False)
    kept = sealed.where(np.array([key in best.index for key in sealed.ids.tolist()], dtype=bool))
    return replace(kept, legacy=_answers(best.loc[kept.ids]))


def _answers(table: pd.DataFrame) -> ModelAnswers:
    return ModelAnswers(
        prediction=_texts(table["prediction"]),
        network=_texts(table["network"]),
        source=_texts(table["source"]),
        confidence=table["confidence"].to_numpy(dtype=np.float64),
        brier=table["brier"].to_numpy(dtype=np.float64),
        abstained=(table["abstained"] == "true").to_numpy(dtype=bool),
    )


def _texts(column: pd.Series) -> np.ndarray:
    return column.to_numpy(dtype=object)


def _aligned(legacy: pd.DataFrame, retrained: pd.DataFrame, folder: Path) -> pd.DataFrame:
    if sorted(legacy["id"]) != sorted(retrained["id"]) or not legacy["id"].is_unique:
        raise InputError(f"{folder}: the two models answered different rows; run `dvc repro judge/dvc.yaml`")
    return legacy.set_index("id").loc[retrained["id"]].reset_index()
