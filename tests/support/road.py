"""A road for real data whose rows the test deals by itself, and the court at its end."""

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
from retrain.judge.holdout_looks import recent_digest, register_look
from retrain.judge.predict_holdouts import predict_holdouts
from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.enums import Split
from retrain.model.model_folder import open_model_folder
from retrain.pipeline.featurize import featurize
from retrain.pipeline.splitting import slice_of
from retrain.pipeline.train import train_network
from retrain.workspace.csv_tables import write_table
from retrain.workspace.json_files import read_document, write_document

ROOT = Path(__file__).parents[2]
DATASETS = ROOT.parent / "shared/datasets"


@dataclass(frozen=True)
class Road:
    """A task whose records need no adapting, in the working directory."""

    values: dict[str, Any]

    @classmethod
    def of(cls, task: dict[str, Any], *overrides: str) -> "Road":
        """The default configuration with this task and these overrides."""
        Path("conf").symlink_to(ROOT / "conf")
        values = compose_values(["taggers=none", "featurizers=default", *overrides])
        return cls({**values, "task": {"prediction": "multiclass", **task}})

    def train(self, rows: pd.DataFrame, rules: Sequence[dict[str, Any]] = ()) -> None:
        """Trains `models/retrained` on rows, one in seven of which validate."""
        validates = slice_of(rows["id"], "open", 0.15)
        write_table(rows[~validates], paths.split_file(Split.TRAIN))
        write_table(rows[validates], paths.split_file(Split.VALIDATION))
        taggers = {"name": "rules", "rules": list(rules)} if rules else self.values["taggers"]
        whole = validate({**self.values, "taggers": taggers})
        for step, kind in ((featurize, stages.FeaturizeSections), (train_network, stages.TrainSections)):
            step(kind(**{name: getattr(whole, name) for name in kind.model_fields}))

    def judge(self, sealed: pd.DataFrame, recent: pd.DataFrame) -> tuple[dict[str, Any], dict[str, Any]]:
        """The decision and the comparison of `models/retrained` against `models/production` on these rows."""
        write_table(sealed, paths.split_file(Split.SEALED))
        write_table(recent, paths.split_file(Split.RECENT))
        write_document({"seal": {"name": "s1"}}, paths.SPLIT_REPORT)
        register_look("s1", open_model_folder(paths.RETRAINED).digest, recent_digest())
        whole = validate(self.values)
        for step, kind in ((predict_holdouts, stages.PredictSections), (write_decision, stages.DecideSections)):
            step(kind(**{name: getattr(whole, name) for name in kind.model_fields}))
        return read_document(paths.DECISION), read_document(paths.COMPARISON)


def keep(rows: pd.DataFrame) -> pd.DataFrame:
    """Writes the rows as the raw records, and gives them back with ids and without texts that occur twice."""
    unique = rows.drop_duplicates("text").reset_index(drop=True)
    numbered = unique.assign(id=[f"r{number}" for number in range(len(unique))])
    write_table(numbered, paths.RAW_RECORDS)
    return numbered


def serve() -> None:
    """Puts the model that was just trained into production."""
    shutil.copytree(paths.RETRAINED, paths.PRODUCTION)
    shutil.rmtree(paths.LIVE)


def sealed_slice(rows: pd.DataFrame) -> np.ndarray:
    """Which rows no model is trained on."""
    return slice_of(rows["id"], "seal", 0.2)
