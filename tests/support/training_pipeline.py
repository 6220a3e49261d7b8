"""Training and judging for data whose rows a test splits by itself."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from retrain.configuration import validate
from retrain.configuration.compose import compose_values
from retrain.judge.decide import write_decision
from retrain.judge.holdout_evaluations import recent_digest, register_evaluation
from retrain.judge.predict_holdouts import predict_holdouts
from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.enums import Split
from retrain.model.model_folder import open_model_folder
from retrain.pipeline.featurize import featurize
from retrain.pipeline.splitting import in_hash_slice
from retrain.pipeline.train import train_network
from retrain.workspace.csv_tables import write_table
from retrain.workspace.json_files import read_json, write_json

ROOT = Path(__file__).parents[2]
DATASETS = ROOT.parent / "shared/datasets"


@dataclass(frozen=True)
class TrainingPipeline:
    """The stages from features to the decision for records that need no adapter."""

    values: dict[str, Any]

    @classmethod
    def of(cls, task: dict[str, Any], *overrides: str) -> "TrainingPipeline":
        """The default configuration with this task and these overrides."""
        Path("conf").symlink_to(ROOT / "conf")
        values = compose_values(["taggers=none", "featurizers=default", *overrides])
        return cls({**values, "task": {"prediction": "multiclass", **task}})

    def train(self, rows: pd.DataFrame, rules: Sequence[dict[str, Any]] = ()) -> None:
        """Trains `models/retrained` on rows, about one in seven of which are for validation."""
        is_validation = in_hash_slice(rows["id"], "open", 0.15)
        write_table(rows[~is_validation], paths.split_file(Split.TRAIN))
        write_table(rows[is_validation], paths.split_file(Split.VALIDATION))
        taggers = {"name": "rules", "rules": list(rules)} if rules else self.values["taggers"]
        whole = validate({**self.values, "taggers": taggers})
        for step, kind in (
            (featurize, stages.FeaturizeSections),
            (train_network, stages.TrainSections),
        ):
            step(kind(**{name: getattr(whole, name) for name in kind.model_fields}))

    def judge(
        self,
        sealed: pd.DataFrame,
        recent: pd.DataFrame,
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Decision and comparison of `models/retrained` against `models/production` on these rows."""
        write_table(sealed, paths.split_file(Split.SEALED))
        write_table(recent, paths.split_file(Split.RECENT))
        write_json({"seal": {"name": "s1"}}, paths.SPLIT_REPORT)
        register_evaluation("s1", open_model_folder(paths.RETRAINED).digest, recent_digest())
        whole = validate(self.values)
        for step, kind in (
            (predict_holdouts, stages.PredictSections),
            (write_decision, stages.DecideSections),
        ):
            step(kind(**{name: getattr(whole, name) for name in kind.model_fields}))
        return read_json(paths.DECISION), read_json(paths.COMPARISON)


def write_raw_records(rows: pd.DataFrame) -> pd.DataFrame:
    """Writes the rows as raw records, and returns them with ids and without repeated texts."""
    unique = rows.drop_duplicates("text").reset_index(drop=True)
    numbered = unique.assign(id=[f"r{number}" for number in range(len(unique))])
    write_table(numbered, paths.RAW_RECORDS)
    return numbered


def promote_trained() -> None:
    """Copies the model that was just trained into production."""
    shutil.copytree(paths.RETRAINED, paths.PRODUCTION)
    shutil.rmtree(paths.LIVE)


def sealed_slice(rows: pd.DataFrame) -> np.ndarray:
    """Whether a row is in the sealed test set, shape (n,)."""
    return in_hash_slice(rows["id"], "seal", 0.2)
