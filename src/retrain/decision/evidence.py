"""What the court is given: who is compared, on which rows, and how often anyone has looked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from retrain.decision.paired_counts import PairedCounts
from retrain.ml_configuration import InputError, Split
from retrain.ml_configuration.labels import LabelChanges, Severity

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class ModelIdentity:
    """Which model it is: the digest of its folder, the task of its training, the labels it can answer, its bytes."""

    digest: str
    task: str
    labels: tuple[str, ...]
    size: int = 0


@dataclass(frozen=True, eq=False)
class ModelAnswers:
    """What one model says of n rows.

    Attributes:
        prediction: (n,) the answers, strings.
        network: (n,) what the network alone answers.
        source: (n,) "network", or the rule that decided.
        confidence: (n,) the probability of the answer.
        brier: (n,) the Brier score of the row.
        abstained: (n,) whether the model would rather not answer.
    """

    prediction: NDArray[Any]
    network: NDArray[Any]
    source: NDArray[Any]
    confidence: NDArray[np.float64]
    brier: NDArray[np.float64]
    abstained: Flags

    def right(self, truth: NDArray[Any]) -> Flags:
        """Whether the answers are the true labels, (n,)."""
        return np.asarray(self.prediction == truth, dtype=bool)

    def where(self, keep: Flags) -> Self:
        """The chosen rows, (n,)."""
        return type(self)(*(getattr(self, one.name)[keep] for one in fields(self)))


@dataclass(frozen=True, eq=False)
class Holdout:
    """The answers of both models on the rows that neither was trained on.

    Attributes:
        ids: of the rows, strings of shape (rows,).
        truth: the true labels, strings of shape (rows,).
        legacy: what the retrained model is compared with; None where no legacy model of the task
            serves.
        retrained: what the retrained model says.
        digest: of the rows.
        left_out: how many rows were left out beforehand, by reason.
        groups: (rows,) what keeps rows together; None where each row stands for itself.
        slices: column -> its values, (rows,).
        annotators: (rows,) who gave the label; None where that is not known.
        months: (rows,) such as 2024-02; None where the task has no time column.
    """

    ids: NDArray[Any]
    truth: NDArray[Any]
    legacy: ModelAnswers | None
    retrained: ModelAnswers
    digest: str
    left_out: Mapping[str, int]
    groups: NDArray[Any] | None = None
    slices: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    annotators: NDArray[Any] | None = None
    months: NDArray[Any] | None = None

    def __post_init__(self) -> None:
        answers = [one.prediction for one in (self.legacy, self.retrained) if one is not None]
        if self.truth.ndim != 1 or any(column.shape != self.truth.shape for column in answers):
            raise InputError(
                f"the holdout {self.digest} has {self.truth.shape} true labels and answers of other shapes; "
                "predict all of its rows again with both models"
            )

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.truth)

    @property
    def pair(self) -> tuple[ModelAnswers, ModelAnswers]:
        """Both models' answers; where there is no legacy model the retrained one is paired with itself."""
        return (self.retrained if self.legacy is None else self.legacy), self.retrained

    def paired_counts(self, labels: Sequence[str]) -> PairedCounts:
        """The counts of both models' answers, over `labels` and after them whatever else occurs, sorted."""
        legacy, retrained = (answers.prediction for answers in self.pair)
        occurring = {*self.truth.tolist(), *legacy.tolist(), *retrained.tolist()}
        named = (*labels, *sorted(occurring.difference(labels)))
        return PairedCounts.of(self.truth, legacy, retrained, named, self.groups)

    def where(self, keep: Flags) -> Self:
        """The chosen rows, (rows,)."""
        return replace(
            self,
            ids=self.ids[keep],
            truth=self.truth[keep],
            legacy=None if self.legacy is None else self.legacy.where(keep),
            retrained=self.retrained.where(keep),
            groups=None if self.groups is None else self.groups[keep],
            slices={name: values[keep] for name, values in self.slices.items()},
            annotators=None if self.annotators is None else self.annotators[keep],
            months=None if self.months is None else self.months[keep],
        )

    def with_truth_in(self, known: Collection[str]) -> Self:
        """The rows whose true label is among `known`."""
        return self.where(np.array([label in known for label in self.truth.tolist()], dtype=bool))


@dataclass(frozen=True)
class Looks:
    """How often anyone has looked.

    Attributes:
        registered: whether this look was registered beforehand.
        seal: how many distinct retrained models have been judged on this seal, this one included.
        window: the how-many-th `recent` window this retrained model is judged on, from 1.
        look: the how-many-th retrained model this is at that window, from 1.
    """

    registered: bool
    seal: int
    window: int = 1
    look: int = 1


@dataclass(frozen=True)
class Evidence:
    """Everything that a decision depends on beside the policy.

    Attributes:
        task: the task of the repository.
        retrained: the candidate.
        legacy: the model that serves now; None where there is none.
        holdouts: by split, against the legacy model.
        looks: how often anyone has looked.
        best: the sealed rows again, against the best model so far; None where none is kept for this
            seal.
        best_digest: of the best model so far.
        label_changes: the differences of label sets that are wanted.
        severity: how bad each mistake is; None counts every mistake alike.
        positive: of a binary task, the label that is looked for.
    """

    task: str
    retrained: ModelIdentity
    legacy: ModelIdentity | None
    holdouts: Mapping[Split, Holdout]
    looks: Looks
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
        """The labels that the legacy model can answer, by today's names; none where there is no legacy model."""
        return () if self.legacy is None else renamed(self.legacy.labels, self.label_changes)

    @property
    def known_to_both(self) -> frozenset[str]:
        """The labels that both models can answer."""
        return frozenset(self.legacy_labels).intersection(self.retrained.labels)

    def against_legacy(self, split: Split) -> Holdout:
        """The holdout of a split, with the answers of both models.

        Raises:
            InputError: it is missing, or has no answers of the legacy model.
        """
        holdout = self.holdouts.get(split)
        if holdout is None or holdout.legacy is None:
            whose = "" if holdout is None else " of the legacy model"
            raise InputError(
                f"there are no predictions{whose} on the split {split.value!r}; "
                "run `retrain decision judge`, which makes them"
            )
        return holdout


def renamed(labels: Sequence[str], changes: LabelChanges) -> tuple[str, ...]:
    """The legacy model's labels by today's names."""
    return tuple(changes.renamed.get(label, label) for label in labels)


def as_declared(holdout: Holdout, changes: LabelChanges) -> Holdout:
    """A holdout in today's labels: renamed answers of the legacy model, and no rows of labels that were removed."""
    legacy = holdout.legacy and replace(
        holdout.legacy,
        prediction=np.array(renamed(holdout.legacy.prediction.tolist(), changes), dtype=object),
        network=np.array(renamed(holdout.legacy.network.tolist(), changes), dtype=object),
    )
    if not changes.removed:
        return replace(holdout, legacy=legacy)
    stays = np.array([label not in changes.removed for label in holdout.truth.tolist()], dtype=bool)
    left_out = {**holdout.left_out, "label_removed": int((~stays).sum())}
    return replace(holdout, legacy=legacy, left_out=left_out).where(stays)
