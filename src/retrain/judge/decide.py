"""From the predictions on the holdouts to a decision."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from retrain.decision import Flip, compare, decide, find_flips
from retrain.decision.evidence import Evidence, Holdout, HoldoutEvaluations, ModelIdentity, ModelPredictions
from retrain.judge.holdout_evaluations import count_evaluations, find_evaluation
from retrain.ml_configuration import InputError, Role, Split, Task, paths
from retrain.ml_configuration.stages import DecideSections
from retrain.ml_configuration.task import Severity
from retrain.workspace.csv_tables import read_table, write_spreadsheet
from retrain.workspace.json_files import read_json, require_file

SLICE = "slice_"


def write_decision(sections: DecideSections) -> None:
    """Writes `reports/decision.json`, `reports/comparison.json` and the table of flips."""
    evidence = read_evidence(sections.task)
    decision = decide(sections.decision, evidence)
    comparison = compare(evidence)
    flips = find_flips(evidence.holdouts[Split.RECENT], comparison.labels, evidence.severity)
    paths.DECISION.write_text(decision.to_json(), encoding="utf-8")
    paths.COMPARISON.write_text(comparison.to_json(), encoding="utf-8")
    write_spreadsheet(pd.DataFrame(flips, columns=Flip._fields), paths.FLIPS)


def read_evidence(task: Task) -> Evidence:
    """Everything that the decision depends on beside the policy, in today's labels.

    Raises:
        InputError: the two models predicted different rows, or the best model's predictions are
            missing.
    """
    document = read_json(paths.EVIDENCE)
    retrained = _identity(document["models"]["retrained"])
    legacy = document["models"]["legacy"]
    evaluation = find_evaluation(document["seal"], retrained.digest, document["recent"])
    evaluated = count_evaluations(document["seal"])
    holdouts = {Split(name): _holdout(task, Split(name), entry) for name, entry in document["holdouts"].items()}
    changes = task.label_changes
    best_digest = _best_digest(document["seal"])
    best = _against_best(holdouts[Split.SEALED]) if best_digest is not None else None
    return Evidence(
        task=task.name,
        retrained=retrained,
        legacy=_identity(legacy) if legacy else None,
        holdouts={split: rows.with_label_changes(changes) for split, rows in holdouts.items()},
        evaluations=HoldoutEvaluations(evaluation is not None, evaluated, *(evaluation or ())),
        best=best.with_label_changes(changes) if best is not None else None,
        best_digest=best_digest,
        label_changes=changes,
        positive=task.positive,
        severity=task.severity or _parent_severity(document["taxonomy"]),
    )


def _identity(description: dict[str, Any]) -> ModelIdentity:
    labels = tuple(description["labels"])
    return ModelIdentity(description["digest"], description["task"], labels, description["size"])


def _best_digest(seal: str) -> str | None:
    """The digest of the best model whose predictions are stored for this seal, or None."""
    if not paths.BEST_IDENTITY.is_file():
        return None
    identity = read_json(paths.BEST_IDENTITY)
    digest: str | None = identity["digest"]
    return digest if identity["seal"] == seal else None


def _parent_severity(taxonomy: dict[str, str]) -> Severity | None:
    """The severity of mistakes by the parents of labels; None without a parent column."""
    if not taxonomy:
        return None
    return Severity(taxonomy={label: (parent,) for label, parent in taxonomy.items()})


def _holdout(task: Task, split: Split, description: dict[str, Any]) -> Holdout:
    folder = paths.PREDICTIONS / split.value
    retrained = read_table(folder / "retrained.csv")
    rows = read_table(folder / "rows.csv")
    file = folder / "legacy.csv"
    legacy = _aligned(read_table(file), retrained, folder) if file.is_file() else None
    slices = [str(name) for name in rows if str(name).startswith(SLICE)]
    return Holdout(
        ids=_strings(retrained["id"]),
        truth=_strings(retrained["truth"]),
        legacy=_predictions(legacy) if legacy is not None else None,
        retrained=_predictions(retrained),
        digest=description["digest"],
        left_out=description["left_out"],
        groups=_strings(retrained["group"]) if task.column_name(Role.GROUP) else None,
        slices={name.removeprefix(SLICE): _strings(rows[name]) for name in slices},
        annotators=_strings(rows["annotator"]) if "annotator" in rows else None,
        months=_strings(rows["month"]) if "month" in rows else None,
    )


def _against_best(sealed: Holdout) -> Holdout:
    """The sealed rows that the best model predicted, with its predictions as the legacy ones."""
    file = require_file(paths.BEST_PREDICTIONS, f"`dvc pull {paths.BEST_PREDICTIONS}.dvc`")
    best = read_table(file).set_index("id", drop=False)
    common = sealed.where(np.array([key in best.index for key in sealed.ids.tolist()], dtype=bool))
    return replace(common, legacy=_predictions(best.loc[common.ids]))


def _predictions(table: pd.DataFrame) -> ModelPredictions:
    return ModelPredictions(
        prediction=_strings(table["prediction"]),
        network=_strings(table["network"]),
        source=_strings(table["source"]),
        confidence=table["confidence"].to_numpy(dtype=np.float64),
        brier=table["brier"].to_numpy(dtype=np.float64),
        abstained=(table["abstained"] == "true").to_numpy(dtype=bool),
    )


def _strings(column: pd.Series) -> np.ndarray:
    return column.to_numpy(dtype=object)


def _aligned(legacy: pd.DataFrame, retrained: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """The legacy model's predictions in the order of the retrained model's rows."""
    if sorted(legacy["id"]) != sorted(retrained["id"]) or not legacy["id"].is_unique:
        remedy = "run `dvc repro judge/dvc.yaml`"
        raise InputError(f"{folder}: the two models predicted different rows; {remedy}")
    return legacy.set_index("id").loc[retrained["id"]].reset_index()
