"""The evidence of a decision: models, holdout predictions, and the count of evaluations."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from retrain.decision.paired_counts import PairedCounts
from retrain.ml_configuration import InputError, Split
from retrain.ml_configuration.task import LabelChanges, Severity

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class ModelIdentity:
    """A model: digest of its folder, task, labels that it can predict, and size in bytes."""

    digest: str
    task: str
    labels: tuple[str, ...]
    size: int = 0


@dataclass(frozen=True, eq=False)
class ModelPredictions:
    """The predictions of one model for n rows.

    Attributes:
        prediction: predicted labels, strings of shape (n,).
        network: labels that the network predicts without tagger rules, shape (n,).
        source: "network", or the id of the rule that decided, shape (n,).
        confidence: probability of the predicted label, shape (n,).
        brier: Brier score of each row, shape (n,).
        abstained: whether the model abstained, shape (n,).
    """

    prediction: NDArray[Any]
    network: NDArray[Any]
    source: NDArray[Any]
    confidence: NDArray[np.float64]
    brier: NDArray[np.float64]
    abstained: Flags

    def right(self, truth: NDArray[Any]) -> Flags:
        """Whether each prediction is the true label, shape (n,)."""
        return np.asarray(self.prediction == truth, dtype=bool)

    def where(self, keep: Flags) -> Self:
        """The rows that a mask of shape (n,) selects."""
        return type(self)(*(getattr(self, column.name)[keep] for column in fields(self)))


@dataclass(frozen=True, eq=False)
class Holdout:
    """The predictions of both models on the rows that neither was trained on.

    Attributes:
        ids: record ids, strings of shape (rows,).
        truth: true labels, strings of shape (rows,).
        legacy: predictions of the model to compare with; None where no model of the task serves.
        retrained: predictions of the retrained model.
        digest: digest of the rows.
        left_out: number of rows that were left out beforehand, by reason.
        groups: group of each row, shape (rows,); None where rows are independent.
        slices: column -> its values, shape (rows,).
        annotators: annotator of each label, shape (rows,); None where unknown.
        months: months such as 2024-02, shape (rows,); None where the task has no time column.
    """

    ids: NDArray[Any]
    truth: NDArray[Any]
    legacy: ModelPredictions | None
    retrained: ModelPredictions
    digest: str
    left_out: Mapping[str, int]
    groups: NDArray[Any] | None = None
    slices: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    annotators: NDArray[Any] | None = None
    months: NDArray[Any] | None = None

    def __post_init__(self) -> None:
        columns = [model.prediction for model in (self.legacy, self.retrained) if model is not None]
        if self.truth.ndim != 1 or any(column.shape != self.truth.shape for column in columns):
            raise InputError(
                f"the holdout {self.digest} has {self.truth.shape} true labels "
                "and predictions of other shapes; predict all of its rows again with both models"
            )

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.truth)

    @property
    def both_models(self) -> tuple[ModelPredictions, ModelPredictions]:
        """Legacy and retrained predictions; without a legacy model the retrained ones twice."""
        return (self.retrained if self.legacy is None else self.legacy), self.retrained

    def paired_counts(self, labels: Sequence[str]) -> PairedCounts:
        """The counts of both models' predictions, over `labels` and others that occur, sorted."""
        legacy, retrained = (model.prediction for model in self.both_models)
        occurring = {*self.truth.tolist(), *legacy.tolist(), *retrained.tolist()}
        all_labels = (*labels, *sorted(occurring.difference(labels)))
        return PairedCounts.of(self.truth, legacy, retrained, all_labels, self.groups)

    def where(self, keep: Flags) -> Self:
        """The rows that a mask of shape (rows,) selects."""
        names = ("ids", "truth", "groups", "annotators", "months")
        columns = {name: getattr(self, name) for name in names}
        selected = {name: values[keep] for name, values in columns.items() if values is not None}
        return replace(
            self,
            **selected,
            legacy=None if self.legacy is None else self.legacy.where(keep),
            retrained=self.retrained.where(keep),
            slices={name: values[keep] for name, values in self.slices.items()},
        )

    def with_truth_in(self, labels: Collection[str]) -> Self:
        """The rows whose true label is one of these labels."""
        return self.where(np.array([label in labels for label in self.truth.tolist()], dtype=bool))

    def with_label_changes(self, changes: LabelChanges) -> Self:
        """The holdout with renamed legacy predictions, and without rows of removed labels."""
        legacy = self.legacy
        if legacy is not None:
            prediction, network = (
                np.array(rename_labels(labels.tolist(), changes), dtype=object)
                for labels in (legacy.prediction, legacy.network)
            )
            legacy = replace(legacy, prediction=prediction, network=network)
        if not changes.removed:
            return replace(self, legacy=legacy)
        keep = np.array([label not in changes.removed for label in self.truth.tolist()], dtype=bool)
        left_out = {**self.left_out, "label_removed": int((~keep).sum())}
        return replace(self, legacy=legacy, left_out=left_out).where(keep)


@dataclass(frozen=True)
class HoldoutEvaluations:
    """The count of holdout evaluations.

    Attributes:
        registered: whether this evaluation was registered beforehand.
        sealed: number of distinct retrained models evaluated on this sealed test set, this one
            included.
        window: which `recent` window of this retrained model it is, counted from 1.
        candidate: which retrained model on that window it is, counted from 1.
    """

    registered: bool
    sealed: int
    window: int = 1
    candidate: int = 1


@dataclass(frozen=True)
class Evidence:
    """Everything that a decision depends on beside the policy.

    Attributes:
        task: name of the repository's task.
        retrained: the retrained model.
        legacy: the model in production; None where there is none.
        holdouts: predictions of the legacy and the retrained model, by split.
        evaluations: the count of holdout evaluations.
        best: the sealed rows with predictions of the best model so far in place of the legacy
            model's; None where none is stored for this seal.
        best_digest: digest of the best model so far.
        label_changes: changes of the label set that the task declares.
        severity: cost of each mistake; None where all mistakes cost the same.
        positive: the positive class of a binary task.
    """

    task: str
    retrained: ModelIdentity
    legacy: ModelIdentity | None
    holdouts: Mapping[Split, Holdout]
    evaluations: HoldoutEvaluations
    best: Holdout | None = None
    best_digest: str | None = None
    label_changes: LabelChanges = field(default_factory=LabelChanges)
    severity: Severity | None = None
    positive: str | None = None

    def __post_init__(self) -> None:
        if self.retrained.task != self.task:
            raise InputError(
                f"the retrained model is of the task {self.retrained.task!r}, not {self.task!r}; run `dvc repro`"
            )

    @property
    def legacy_labels(self) -> tuple[str, ...]:
        """The labels that the legacy model can predict, by today's names; none without one."""
        return () if self.legacy is None else rename_labels(self.legacy.labels, self.label_changes)

    @property
    def common_labels(self) -> frozenset[str]:
        """The labels that both models can predict."""
        return frozenset(self.legacy_labels).intersection(self.retrained.labels)

    def against_legacy(self, split: Split) -> Holdout:
        """The holdout of a split, with the predictions of both models.

        Raises:
            InputError: it is missing, or has no predictions of the legacy model.
        """
        holdout = self.holdouts.get(split)
        if holdout is None or holdout.legacy is None:
            whose = "" if holdout is None else " of the legacy model"
            raise InputError(
                f"there are no predictions{whose} on the split {split.value!r}; "
                "run `retrain decision judge`, which makes them"
            )
        return holdout


def rename_labels(labels: Sequence[str], changes: LabelChanges) -> tuple[str, ...]:
    """The legacy model's labels by today's names."""
    return tuple(changes.renamed.get(label, label) for label in labels)
