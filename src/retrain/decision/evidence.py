"""What the court is given: who is compared, on which rows, and how often anyone has looked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from retrain.decision.paired_counts import PairedCounts
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.problems import InputProblem


@dataclass(frozen=True)
class ModelIdentity:
    """Which model it is: the digest of its folder, the task of its training, and the labels that it can answer."""

    digest: str
    task: str
    labels: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Holdout:
    """The answers of both models on the rows that neither was trained on.

    Attributes:
        truth: the true labels, strings of shape (rows,).
        legacy: the legacy model's answers, aligned with `truth`; None where no legacy model of the task serves.
        retrained: the retrained model's answers, aligned with `truth`.
        digest: of the rows.
        left_out: how many rows were left out beforehand, by reason.
    """

    truth: NDArray[Any]
    legacy: NDArray[Any] | None
    retrained: NDArray[Any]
    digest: str
    left_out: Mapping[str, int]

    def __post_init__(self) -> None:
        answers = [column for column in (self.legacy, self.retrained) if column is not None]
        if self.truth.ndim != 1 or any(column.shape != self.truth.shape for column in answers):
            raise InputProblem(
                f"the holdout {self.digest} has {self.truth.shape} true labels and answers of other shapes; "
                "predict all of its rows again with both models"
            )

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.truth)

    def paired_counts(self, labels: Sequence[str]) -> PairedCounts:
        """The counts of both models' answers, over `labels` and after them whatever else occurs, sorted.

        Where there is no legacy model the retrained one is paired with itself.
        """
        legacy = self.retrained if self.legacy is None else self.legacy
        occurring = {*self.truth.tolist(), *legacy.tolist(), *self.retrained.tolist()}
        return PairedCounts.of(self.truth, legacy, self.retrained, (*labels, *sorted(occurring.difference(labels))))


@dataclass(frozen=True)
class Evidence:
    """Everything that a decision depends on beside the policy.

    Attributes:
        task: the task of the repository.
        retrained: the candidate.
        legacy: the model that serves now; None where there is none.
        holdouts: by split.
        look_registered: whether this look at the holdouts was registered beforehand.
        looks: how many distinct retrained models have been judged on this seal, this one included.
    """

    task: str
    retrained: ModelIdentity
    legacy: ModelIdentity | None
    holdouts: Mapping[Split, Holdout]
    look_registered: bool
    looks: int

    @property
    def legacy_labels(self) -> tuple[str, ...]:
        """The labels that the legacy model can answer; none where there is no legacy model."""
        return () if self.legacy is None else self.legacy.labels

    def __post_init__(self) -> None:
        if self.retrained.task != self.task:
            raise InputProblem(
                f"the retrained model is of the task {self.retrained.task!r}, not {self.task!r}; run `dvc repro`"
            )
