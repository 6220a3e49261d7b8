"""The configuration of the stage `drift`, and the schema of `reports/drift.json`, which holds aggregates only."""

from enum import StrEnum

from pydantic import Field

from retrain.ml_configuration.base import FrozenModel, JsonDocument, Rounded
from retrain.ml_configuration.enums import DescribedEnum, Role
from retrain.ml_configuration.task import Task


class DriftSections(FrozenModel):
    """What `drift` reads."""

    task: Task


class NotCompared(DescribedEnum):
    """Why no drift was measured."""

    NO_LEGACY = "no_legacy", "No model serves yet, so there are no reference rows to compare with."
    LEGACY_OTHER_TASK = (
        "legacy_other_task",
        "The legacy model is of another task, so there is nothing to compare with.",
    )
    TRAINING_ROWS_UNKNOWN = (
        "training_rows_unknown",
        "The legacy model's folder does not record which rows it was trained on.",
    )
    TOO_FEW_ROWS = "too_few_rows", "Too few reference rows, or too few new rows, are left to compare."


class LeftOut(StrEnum):
    """Why a row belongs to neither sample."""

    CONTENT_REPEATED = "content_repeated"
    FURTHER_OF_GROUP = "further_of_group"


class Rows(FrozenModel):
    """Number of rows that the legacy model was trained on (`then`), and was not (`since`)."""

    then: int = 0
    since: int = 0


class ColumnDrift(FrozenModel):
    """The drift of one column.

    Attributes:
        column: its name.
        role: its role, which determines the statistic: counts of labels and categories, values of
            numbers, lengths of texts in words, mean brightness of images.
        distance: Jensen-Shannon distance of counts, or Kolmogorov-Smirnov distance of numbers, in
            [0, 1].
        p_value: probability of a distance at least as large if the column has not drifted.
        adjusted: p-value adjusted for the number of tests (Benjamini and Hochberg 1995).
        drifted: whether the difference is significant.
    """

    column: str
    role: Role
    distance: Rounded
    p_value: Rounded
    adjusted: Rounded
    drifted: bool


class LabelRows(FrozenModel):
    """Number of rows with one label in each sample."""

    label: str
    then: int
    since: int


class ClassifierDrift(FrozenModel):
    """Out-of-sample ROC AUC of a classifier that separates the two samples; 0.5 without drift.

    The other fields are those of `ColumnDrift`: the classifier is one more test.
    """

    auc: Rounded
    p_value: Rounded
    adjusted: Rounded
    drifted: bool


class Drift(JsonDocument):
    """How today's rows differ from those that the legacy model was trained on.

    Attributes:
        summary: the result in one English sentence.
        not_compared: why no drift was measured; None where it was.
        rows: size of each sample.
        left_out: number of rows in neither sample, by reason.
        columns: the label and the features, in the task's order.
        classifier: drift of all features together; None where no drift was measured.
        labels: frequency of each label, sorted by name.
    """

    summary: str
    not_compared: NotCompared | None = None
    rows: Rows = Rows()
    left_out: dict[LeftOut, int] = Field(default_factory=dict)
    columns: tuple[ColumnDrift, ...] = ()
    classifier: ClassifierDrift | None = None
    labels: tuple[LabelRows, ...] = ()
