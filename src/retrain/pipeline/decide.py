"""Predictions to a decision."""

from typing import Any

import pandas as pd

from retrain.decision import Evidence, Holdout, ModelIdentity, compare, judge
from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.problems import InputProblem
from retrain.ml_configuration.stages import DecideSections
from retrain.pipeline.documents import read_document
from retrain.pipeline.looks import count_looks, look_file
from retrain.pipeline.tables import read_table


def decide(sections: DecideSections) -> None:
    """Writes `reports/decision.json` and `reports/comparison.json`."""
    document = read_document(paths.EVIDENCE)
    seal, retrained = document["seal"], _identity(document["models"]["retrained"])
    evidence = Evidence(
        task=sections.task.name,
        retrained=retrained,
        legacy=_identity(document["models"]["legacy"]) if document["models"]["legacy"] else None,
        holdouts={Split(name): _holdout(Split(name), described) for name, described in document["holdouts"].items()},
        look_registered=look_file(seal, retrained.digest).is_file(),
        looks=count_looks(seal),
    )
    decision = judge(sections.decision, evidence)
    comparison = compare(evidence.holdouts[Split.RECENT], retrained.labels)
    paths.DECISION.write_text(decision.to_json(), encoding="utf-8")
    paths.COMPARISON.write_text(comparison.to_json(), encoding="utf-8")


def _identity(described: dict[str, Any]) -> ModelIdentity:
    return ModelIdentity(described["digest"], described["task"], tuple(described["labels"]))


def _holdout(split: Split, described: dict[str, Any]) -> Holdout:
    retrained = read_table(paths.PREDICTIONS / split.value / "retrained.csv")
    legacy_file = paths.PREDICTIONS / split.value / "legacy.csv"
    legacy = _aligned(read_table(legacy_file), retrained, split) if legacy_file.is_file() else None
    return Holdout(
        truth=retrained["truth"].to_numpy(dtype=object),
        legacy=None if legacy is None else legacy["prediction"].to_numpy(dtype=object),
        retrained=retrained["prediction"].to_numpy(dtype=object),
        digest=described["digest"],
        left_out=described["left_out"],
    )


def _aligned(legacy: pd.DataFrame, retrained: pd.DataFrame, split: Split) -> pd.DataFrame:
    if sorted(legacy["id"]) != sorted(retrained["id"]) or not legacy["id"].is_unique:
        raise InputProblem(
            f"{paths.PREDICTIONS / split.value}: the two models answered different rows; run `dvc repro judge/dvc.yaml`"
        )
    return legacy.set_index("id").loc[retrained["id"]].reset_index()
