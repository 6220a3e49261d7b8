"""One class loads a model folder and answers for raw records, wherever answers are needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load as load_tensors

from retrain.adapters import Adapter, adapt, build_adapters
from retrain.featurizers import FittedFeaturizer
from retrain.inference import FORWARD, Forward, SparseRows, Tensors, softmax
from retrain.ml_configuration.enums import Role
from retrain.ml_configuration.recipe import Recipe
from retrain.model.feature_files import join_blocks, join_dense, read_featurizers, read_labels
from retrain.model.golden_records import check_golden
from retrain.model.model_folder import loaded_whole, open_model_folder
from retrain.model.network_logits import ask
from retrain.model.predictions import NETWORK, Answers, predictions_table
from retrain.taggers import Tagger, build_taggers, tag
from retrain.workspace.json_files import read_document, validated

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Classifier:
    """A trained model with everything that it needs to answer for raw records.

    Attributes:
        digest: names the model.
        recipe: its own task, adapters, taggers and network.
        labels: in the order of the network's outputs.
        featurizers: fitted, by name.
        tensors: the network's weights.
        temperature: divides the logits.
        threshold: of the confidence, below which the network abstains; 0 where it always answers.
        positive_from: of a binary task, the probability from which the label is answered that is
            looked for.
    """

    digest: str
    recipe: Recipe
    labels: tuple[str, ...]
    featurizers: dict[str, FittedFeaturizer]
    tensors: Tensors
    temperature: float
    threshold: float = 0.0
    positive_from: float = 0.5

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The classifier of a model folder, its files and its golden answers checked.

        A folder that is exchanged meanwhile is loaded as it was before or as it is now, never
        mixed.

        Raises:
            InputError: the folder is not what its manifest says, or it does not reproduce its
                golden answers.
        """
        return loaded_whole(folder, cls._load)

    @classmethod
    def _load(cls, folder: Path) -> Self:
        opened = open_model_folder(folder)
        calibration = read_document(folder / "calibration.json")
        classifier = cls(
            digest=opened.digest,
            recipe=read_recipe(folder),
            labels=read_labels(folder),
            featurizers=read_featurizers(folder / "featurizers"),
            tensors=load_tensors((folder / "network.safetensors").read_bytes()),
            temperature=float(calibration["temperature"]),
            threshold=float(calibration.get("threshold", 0.0)),
            positive_from=float(calibration.get("positive_from", 0.5)),
        )
        check_golden(folder, classifier.answer)
        return classifier

    def predict(self, raw: pd.DataFrame, first: int = 1) -> Answers:
        """The answers for raw records, which the model's own adapters turn into its task's records.

        Args:
            raw: n records.
            first: the number of the first one, where they have no ids.

        Raises:
            InputError: a column that the model reads is missing, or a cell is not of its role.
        """
        return self.answer(adapt(self.adapters, raw, self.recipe.task, need_label=False, first=first))

    def answer(self, records: pd.DataFrame) -> Answers:
        """The answers for records of the model's task."""
        probabilities = softmax(self.logits(records), self.temperature)
        unsure = probabilities.max(axis=1) < self.threshold
        network = np.array(self.labels, dtype=object)[self.chosen(probabilities)]
        if self.recipe.task.abstention and self.recipe.task.abstention.out_of_scope:
            network = np.where(unsure, self.recipe.task.abstention.out_of_scope, network)
        tagged, rules = tag(self.taggers, records)
        decided = np.array([rule is not None for rule in rules], dtype=bool)
        return Answers(
            labels=self.labels,
            ids=np.array(records[self.recipe.task.column_name(Role.ID) or "id"].tolist(), dtype=object),
            network=network,
            prediction=np.where(decided, tagged, network),
            probabilities=probabilities,
            source=np.where(decided, rules, NETWORK),
            abstained=unsure & ~decided,
        )

    def chosen(self, probabilities: NDArray[np.float64]) -> NDArray[np.intp]:
        """The position of the network's answer for each row, (n,)."""
        if self.recipe.task.positive is None:
            return np.asarray(probabilities.argmax(axis=1))
        positive = self.labels.index(self.recipe.task.positive)
        return np.where(probabilities[:, positive] >= self.positive_from, positive, 1 - positive)

    def logits(self, records: pd.DataFrame) -> NDArray[np.float32]:
        """The network's scores for records of the model's task, (n, k)."""
        arrays = {name: self.featurizers[name].transform(records) for name in sorted(self.featurizers)}
        rows = len(records)
        if self.forward is None:
            return ask(self.recipe.network, self.tensors, *join_blocks(arrays, rows), len(self.labels))
        sparse = [SparseRows.of(array) for array in arrays.values() if not isinstance(array, np.ndarray)]
        dense = [array for array in arrays.values() if isinstance(array, np.ndarray)]
        return self.forward.logits(sparse, join_dense(dense, rows))

    @cached_property
    def forward(self) -> Forward | None:
        """The network as numpy asks it; None where torch is needed."""
        network = self.recipe.network.name
        return Forward(network, self.tensors) if network in FORWARD else None

    @cached_property
    def adapters(self) -> tuple[Adapter, ...]:
        """The steps from a raw record to one of the task."""
        return build_adapters(self.recipe.adapters)

    @cached_property
    def taggers(self) -> tuple[Tagger, ...]:
        """The rules, in order of precedence."""
        return build_taggers(self.recipe.taggers)


def predict_records(raw: pd.DataFrame, classifier: Classifier, first: int = 1) -> pd.DataFrame:
    """The predictions table of raw records, in their order; where they have no ids, the first one's number is `first`.

    Raises:
        InputError: the records lack a column that the classifier reads, or a cell is not of its
            role.
    """
    import pandas as pd

    task, answers = classifier.recipe.task, classifier.predict(raw, first)
    groups = raw.get(task.column_name(Role.GROUP), pd.Series(answers.ids))
    return predictions_table(answers, groups, raw.get(task.label, pd.Series("", range(len(raw)), dtype=object)))


def read_recipe(folder: Path) -> Recipe:
    """The recipe that a model folder keeps.

    Raises:
        InputError: it is none that this code knows.
    """
    sections = {"adapters": folder / "adapters.json", "taggers": folder / "taggers.json"}
    values = read_document(folder / "config.json") | {name: read_document(file) for name, file in sections.items()}
    remedy = "; this code cannot read the model: check out the commit that trained it, or retrain"
    return validated(Recipe, values, str(folder), remedy)
