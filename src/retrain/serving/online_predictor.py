"""A few records at a time, as a service is asked: the bits of `Classifier.predict` in a tenth of its time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrain.adapters import CELL_CHECKS, adapt, untouched
from retrain.featurizers import FittedFeaturizer, ReadRow, Row, SparseRow
from retrain.inference import Forward, SparseRows, softmax
from retrain.ml_configuration import InputError, Role
from retrain.model.classifier import Classifier
from retrain.model.light_table import FewRecords
from retrain.model.predictions import NETWORK

Record = Mapping[str, str]
NOTHING = np.empty(0, np.float32)
SEVERAL = 4


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
    """A classifier for single records."""

    classifier: Classifier

    def answer(self, raw: Record) -> SingleAnswer:
        """The answer for a raw record.

        Args:
            raw: name of a column -> cell; a column that no feature comes from may be absent.

        Raises:
            InputError: a column that the model reads is missing, or a cell is not of its role.
        """
        return self.decide([self.adapted(raw)])[0]

    def adapted(self, raw: Record) -> Record:
        """The record of the model's task; arguments and errors as in `answer`."""
        if not self._untouched:
            table = adapt(self.classifier.adapters, FewRecords.of([raw]), self.classifier.recipe.task, need_label=False)
            return {name: table[name].tolist()[0] for name in self._read}
        record = {name: raw[name] if name in raw else self._empty(name) for name in self._read}
        for name, check in self._checks:
            _refuse_cell(name, record[name], check)
        return record

    def decide(self, records: Sequence[Record]) -> list[SingleAnswer]:
        """The answers for records of the task: several as a table, a few by a shorter way where there is one."""
        if len(records) < SEVERAL and (forward := self.classifier.forward):
            return [self._decided(record, forward) for record in records]
        answers = self.classifier.answer(FewRecords.of(records))
        confidences = answers.probability_of(answers.prediction).tolist()
        columns = (answers.prediction.tolist(), confidences, answers.source.tolist(), answers.abstained.tolist())
        return list(map(SingleAnswer, *columns, answers.probabilities))

    @cached_property
    def _read(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.classifier.recipe.task.columns if column.role is not Role.IGNORE)

    @cached_property
    def _checks(self) -> list[tuple[str, Callable[[str], str]]]:
        columns = self.classifier.recipe.task.columns
        return [(column.name, CELL_CHECKS[column.role]) for column in columns if column.role in CELL_CHECKS]

    @cached_property
    def _untouched(self) -> bool:
        """Whether the raw cells are those of the record, where anything asks for them."""
        task, taggers = self.classifier.recipe.task, self.classifier.taggers
        asked = {*task.features, *(name for name, _ in self._checks), *(rule.column for rule in taggers)}
        return untouched(self.classifier.adapters, asked | {task.column_name(Role.ID) or "id"})

    @cached_property
    def _features(self) -> frozenset[str]:
        return frozenset(self.classifier.recipe.task.features)

    def _empty(self, name: str) -> str:
        if name in self._features:
            raise InputError(f"the record has no column {name!r}; supply it, empty where the value is missing")
        return ""

    @cached_property
    def _readers(self) -> list[tuple[int, ReadRow]]:
        """Each featurizer's number of features and what reads its row, in the order of names."""
        featurizers = (self.classifier.featurizers[name] for name in sorted(self.classifier.featurizers))
        return [(len(one.feature_names), one.row or _row_of(one)) for one in featurizers]

    def _blocks(self, record: Record) -> tuple[list[SparseRows], NDArray[np.float32]]:
        """The sparse blocks and the joined dense features, one row of each."""
        sparse, dense = [], []
        for width, read in self._readers:
            row = read(record)
            if isinstance(row, SparseRow):
                ends = np.array((0, len(row.columns)), np.int32)
                sparse.append(SparseRows(row.values, row.columns, ends, width))
            else:
                dense.append(row)
        joined = dense[0] if len(dense) == 1 else np.concatenate([NOTHING, *dense])
        return sparse, joined[None]

    def _decided(self, record: Record, forward: Forward) -> SingleAnswer:
        """What `Classifier.answer` decides, for one record."""
        classifier = self.classifier
        probabilities = softmax(forward.logits(*self._blocks(record)), classifier.temperature)[0]
        best = int(probabilities.argmax())
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
        return SparseRow(features.indices, features.data)

    return read


def _refuse_cell(name: str, cell: str, check: Callable[[str], str]) -> None:
    try:
        check(cell)
    except ValueError as error:
        raise InputError(f"column {name!r}: {cell!r} {error}") from error
