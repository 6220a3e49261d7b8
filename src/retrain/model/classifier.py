"""The class that loads a model folder and predicts, in stages, commands and the service alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load as load_tensors

from retrain.adapters import AdapterChain, build_adapters
from retrain.featurizers import FittedFeaturizer, RowTransform, SparseRow
from retrain.inference import FORWARD_PASSES, ForwardPass, SparseRows, Tensors, softmax
from retrain.ml_configuration.columns import Columns, Record, row_count, to_rows
from retrain.ml_configuration.enums import Role
from retrain.ml_configuration.recipe import Recipe
from retrain.model.feature_files import join_blocks, join_dense, read_featurizers, read_labels
from retrain.model.golden_records import check_golden
from retrain.model.model_folder import load_consistently, open_model_folder
from retrain.model.network_logits import compute_logits
from retrain.model.predictions import NETWORK, Prediction, Predictions
from retrain.taggers import Tagger, build_taggers, first_matches
from retrain.workspace.json_files import parse_model, read_json

MAX_SINGLE_ROWS = 8

Dense: TypeAlias = NDArray[np.float32]


class Decision(NamedTuple):
    """What network and taggers decide for one record, described at `Predictions`."""

    network: str
    prediction: str
    source: str
    abstained: bool


@dataclass(frozen=True)
class Classifier:
    """A trained model with everything that it needs to predict from raw records.

    Attributes:
        digest: names the model.
        recipe: the model's own task, adapters, taggers and network.
        labels: (k,) in the order of the network's outputs.
        featurizers: fitted, by name.
        tensors: the network's weights.
        temperature: divides the logits.
        threshold: the confidence below which the network abstains; 0 where it never does.
        positive_from: the decision threshold of a binary task: the probability from which the
            positive class is predicted.
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
        """The classifier of a model folder, its files and its golden predictions checked.

        A folder that a promotion replaces meanwhile is loaded as it was before or as it is now,
        never mixed.

        Raises:
            InputError: the folder is not what its manifest says, or does not reproduce its golden
                predictions.
        """
        return load_consistently(folder, cls._load)

    @classmethod
    def _load(cls, folder: Path) -> Self:
        opened = open_model_folder(folder)
        calibration = read_json(folder / "calibration.json")
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
        check_golden(folder, classifier.predict_adapted)
        return classifier

    def predict(self, raw: Columns, first: int = 1) -> Predictions:
        """The predictions for raw records, which the model's own adapters adapt first.

        Args:
            raw: n records.
            first: the number of the first one, where they have no ids.

        Raises:
            InputError: a column that the model reads is missing, or a cell is not of its role.
        """
        return self.predict_adapted(self.adapters.adapt(raw, need_label=False, first=first))

    def predict_adapted(self, records: Columns) -> Predictions:
        """The predictions for n records of the model's task."""
        probabilities = self.predict_proba(records)
        decisions = list(self._decide(probabilities, records))
        return Predictions(
            labels=self.labels,
            ids=_objects(records[self.recipe.task.column_name(Role.ID) or "id"]),
            network=_objects([decision.network for decision in decisions]),
            prediction=_objects([decision.prediction for decision in decisions]),
            probabilities=probabilities,
            source=_objects([decision.source for decision in decisions]),
            abstained=np.array([decision.abstained for decision in decisions], dtype=bool),
        )

    def predict_rows(self, records: Columns) -> list[Prediction]:
        """The same predictions one by one, which is faster for a few records."""
        rows = to_rows(records)
        probabilities = softmax(self._logits(records, rows), self.temperature)
        predictions = []
        decisions = self._decide(probabilities, records)
        for decision, row, record in zip(decisions, probabilities, rows, strict=True):
            _, label, source, abstained = decision
            confidence = float(row[self._positions[label]]) if label in self._positions else 0.0
            predictions.append(Prediction(label, confidence, source, abstained, row, record))
        return predictions

    def predict_proba(self, records: Columns) -> NDArray[np.float64]:
        """The network's calibrated probability of every label, (n, k), for records of the task."""
        rows = to_rows(records) if row_count(records) <= MAX_SINGLE_ROWS else []
        return softmax(self._logits(records, rows), self.temperature)

    def _logits(self, records: Columns, rows: Sequence[Record]) -> NDArray[np.float32]:
        """The network's scores, (n, k); `rows` are the records one by one, where they are few."""
        if self._forward_pass:
            sparse, dense = _network_inputs(self._ordered_featurizers, records, rows)
            return self._forward_pass.logits(sparse, dense)
        arrays = {name: fitted.transform(records) for name, fitted in self.featurizers.items()}
        inputs = join_blocks(arrays, row_count(records))
        return compute_logits(self.recipe.network, self.tensors, *inputs, len(self.labels))

    def _decide(self, probabilities: NDArray[np.float64], records: Columns) -> Iterator[Decision]:
        """What network, with probabilities (n, k), and taggers decide for each of n records."""
        positions = self._chosen(probabilities).tolist()
        unsure = self._unsure(probabilities)
        taggers = first_matches(self.taggers, records, len(positions))
        for position, low, tagger in zip(positions, unsure, taggers, strict=True):
            network = self._out_of_scope if low and self._out_of_scope else self.labels[position]
            if tagger:
                yield Decision(network, tagger.label, tagger.id, abstained=False)
            else:
                yield Decision(network, network, NETWORK, low)

    def _unsure(self, probabilities: NDArray[np.float64]) -> list[bool]:
        """Whether the network's confidence in each row is below the threshold."""
        if not self.threshold:
            return [False] * len(probabilities)
        unsure: list[bool] = (np.maximum.reduce(probabilities, axis=1) < self.threshold).tolist()
        return unsure

    def _chosen(self, probabilities: NDArray[np.float64]) -> NDArray[np.intp]:
        """The position of the label that the network predicts for each row, (n,)."""
        if self.recipe.task.positive is None:
            return np.asarray(probabilities.argmax(axis=1))
        positive = self.labels.index(self.recipe.task.positive)
        return np.where(probabilities[:, positive] >= self.positive_from, positive, 1 - positive)

    @cached_property
    def adapters(self) -> AdapterChain:
        """The steps from a raw record to one of the task."""
        return build_adapters(self.recipe.adapters, self.recipe.task)

    @cached_property
    def taggers(self) -> tuple[Tagger, ...]:
        """The rules, in order of precedence."""
        return build_taggers(self.recipe.taggers)

    @cached_property
    def _forward_pass(self) -> ForwardPass | None:
        """The forward pass in numpy; None where the network needs torch."""
        network = self.recipe.network.name
        return ForwardPass(network, self.tensors) if network in FORWARD_PASSES else None

    @cached_property
    def _ordered_featurizers(self) -> list[FittedFeaturizer]:
        return [self.featurizers[name] for name in sorted(self.featurizers)]

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {label: position for position, label in enumerate(self.labels)}

    @cached_property
    def _out_of_scope(self) -> str | None:
        """The label that takes the place of an abstention, if the task has one."""
        abstention = self.recipe.task.abstention
        return abstention.out_of_scope if abstention else None


def _network_inputs(
    featurizers: Sequence[FittedFeaturizer], records: Columns, rows: Sequence[Record]
) -> tuple[list[SparseRows], Dense]:
    """The sparse blocks and the joined dense features of n records, each apart from the others.

    Args:
        featurizers: in the order of the network's inputs.
        records: of the task.
        rows: the same records one by one; read instead of the columns where they are few.
    """
    sparse: list[SparseRows] = []
    dense: list[Dense] = []
    few = 0 < len(rows) <= MAX_SINGLE_ROWS
    for featurizer in featurizers:
        transform = featurizer.row_transform if few else None
        block = _row_block(featurizer, transform, rows) if transform else featurizer.transform(records)
        if isinstance(block, np.ndarray):
            dense.append(block)
        else:
            sparse.append(block if isinstance(block, SparseRows) else SparseRows.from_csr(block))
    return sparse, dense[0] if len(dense) == 1 else join_dense(dense, row_count(records))


def _row_block(featurizer: FittedFeaturizer, transform: RowTransform, rows: Sequence[Record]) -> SparseRows | Dense:
    """The features of the records, computed one by one and put one below another."""
    features = [transform(row) for row in rows]
    sparse = [row for row in features if isinstance(row, SparseRow)]
    if not sparse:
        return np.array(features)
    width = len(featurizer.feature_names)
    if len(sparse) == 1:
        columns, values = sparse[0]
        return SparseRows(values, columns, np.array((0, len(columns)), np.int32), width)
    columns, values = map(np.concatenate, zip(*sparse, strict=True))
    ends = np.array([0, *accumulate(len(row.columns) for row in sparse)], np.int32)
    return SparseRows(values, columns, ends, width)


def _objects(values: Sequence[str]) -> NDArray[np.object_]:
    return np.array(values, dtype=object)


def read_recipe(folder: Path) -> Recipe:
    """The recipe in a model folder.

    Raises:
        InputError: this code cannot read it.
    """
    values = read_json(folder / "config.json")
    values |= {name: read_json(folder / f"{name}.json") for name in ("adapters", "taggers")}
    remedy = "; this code cannot read the model: check out the commit that trained it, or retrain"
    return parse_model(Recipe, values, str(folder), remedy)
