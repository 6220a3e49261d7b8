"""One record at a time, as a service is asked: the bits of `Classifier.predict` in a tenth of its time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrain.adapters import CELL_CHECKS, adapt
from retrain.featurizers import FittedFeaturizer, ReadRow, Row, SparseRow
from retrain.inference import FORWARD, SparseRows, logits, softmax
from retrain.ml_configuration import InputProblem, Role
from retrain.pipeline.answers import NETWORK
from retrain.pipeline.classifier import Classifier
from retrain.pipeline.few_records import FewRecords

Record = Mapping[str, str]
NOTHING = np.empty(0, np.float32)


class SingleAnswer(NamedTuple):
    """What a classifier says of one record.

    Attributes:
        label: the answer, after the taggers.
        confidence: the network's, in that answer.
        source: "network", or the tagger that decided.
        abstained: whether the network decided and its confidence is below the model's threshold.
        probabilities: (k,) of the network, in the order of the classifier's labels.
    """

    label: str
    confidence: float
    source: str
    abstained: bool
    probabilities: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Single:
    """A classifier for one record at a time."""

    classifier: Classifier

    def answer(self, raw: Record) -> SingleAnswer:
        """The answer for a raw record.

        Args:
            raw: name of a column -> cell; a column that no feature comes from may be absent.

        Raises:
            InputProblem: a column that the model reads is missing, or a cell is not of its role.
        """
        return self.decide(self.adapted(raw))

    def adapted(self, raw: Record) -> Record:
        """The record of the model's task; arguments and errors as in `answer`."""
        if self.classifier.recipe.adapters.steps:
            table = adapt(self.classifier.adapters, FewRecords.of([raw]), self.classifier.recipe.task, need_label=False)
            return {name: table[name].tolist()[0] for name in self._read}
        record = {name: raw[name] if name in raw else self._empty(name) for name in self._read}
        for name, check in self._checks:
            _refuse_cell(name, record[name], check)
        return record

    def decide(self, record: Record) -> SingleAnswer:
        """The answer for a record of the task; a network that numpy does not ask is asked as for a table."""
        if self.classifier.recipe.network.name in FORWARD:
            return self._decided(record, softmax(self._logits(record), self.classifier.temperature)[0])
        answers = self.classifier.answer(FewRecords.of([record]))
        label = str(answers.prediction[0])
        confidence = float(answers.probability_of(answers.prediction)[0])
        return SingleAnswer(
            label, confidence, str(answers.source[0]), bool(answers.abstained[0]), answers.probabilities[0]
        )

    @cached_property
    def _read(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.classifier.recipe.task.columns if column.role is not Role.IGNORE)

    @cached_property
    def _checks(self) -> list[tuple[str, Callable[[str], str]]]:
        columns = self.classifier.recipe.task.columns
        return [(column.name, CELL_CHECKS[column.role]) for column in columns if column.role in CELL_CHECKS]

    @cached_property
    def _features(self) -> frozenset[str]:
        return frozenset(self.classifier.recipe.task.features)

    def _empty(self, name: str) -> str:
        if name in self._features:
            raise InputProblem(f"the record has no column {name!r}; supply it, empty where the value is missing")
        return ""

    @cached_property
    def _readers(self) -> list[tuple[int, ReadRow]]:
        """What reads each featurizer's row, in the order of names, and the sparse column where its features begin."""
        readers, begin, nothing = [], 0, dict.fromkeys(self._read, "")
        for _, featurizer in sorted(self.classifier.featurizers.items()):
            read = featurizer.row or _row_of(featurizer)
            readers.append((begin, read))
            begin += len(featurizer.feature_names) if isinstance(read(nothing), SparseRow) else 0
        return [*readers, (begin, _no_row)]

    def _logits(self, record: Record) -> NDArray[np.float32]:
        columns, values, dense = [], [], []
        for begin, read in self._readers:
            row = read(record)
            if isinstance(row, SparseRow):
                columns += [begin + column for column in row.columns] if begin else row.columns
                values.append(row.values)
            else:
                dense.append(row)
        width, indices = self._readers[-1][0], np.array(columns, np.int32)
        sparse = SparseRows(np.concatenate(values), indices, np.array([0, len(columns)], np.int32), width)
        joined = np.concatenate(dense) if dense else NOTHING
        return logits(self.classifier.recipe.network.name, self.classifier.tensors, sparse, joined[None])

    def _decided(self, record: Record, probabilities: NDArray[np.float64]) -> SingleAnswer:
        """What `Classifier.answer` decides, for one record."""
        classifier, best = self.classifier, int(probabilities.argmax())
        unsure = bool(probabilities[best] < classifier.threshold)
        network = (
            classifier.labels[classifier.chosen(probabilities[None])[0]] if self._binary else classifier.labels[best]
        )
        if unsure and self._out_of_scope:
            network = self._out_of_scope
        rule = next((rule for rule in classifier.taggers if rule.matches_text(record[rule.column])), None)
        label = rule.label if rule else network
        place = self._places.get(label)
        confidence = 0.0 if place is None else float(probabilities[place])
        return SingleAnswer(label, confidence, rule.id if rule else NETWORK, unsure and rule is None, probabilities)

    @cached_property
    def _binary(self) -> bool:
        return self.classifier.recipe.task.positive is not None

    @cached_property
    def _out_of_scope(self) -> str | None:
        abstention = self.classifier.recipe.task.abstention
        return abstention.out_of_scope if abstention else None

    @cached_property
    def _places(self) -> dict[str, int]:
        return {label: place for place, label in enumerate(self.classifier.labels)}


def _row_of(featurizer: FittedFeaturizer) -> ReadRow:
    """A featurizer's own way for tables, for one record."""

    def read(record: Record) -> Row:
        features = featurizer.transform(FewRecords.of([record]))
        if isinstance(features, np.ndarray):
            first: NDArray[np.float32] = features[0]
            return first
        return SparseRow(features.indices.tolist(), features.data)

    return read


def _no_row(_record: Record) -> SparseRow:
    return SparseRow([], NOTHING)


def _refuse_cell(name: str, cell: str, check: Callable[[str], str]) -> None:
    try:
        check(cell)
    except ValueError as error:
        raise InputProblem(f"column {name!r}: {cell!r} {error}") from error
