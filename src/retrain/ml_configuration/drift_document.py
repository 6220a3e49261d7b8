"""What the drift stage writes and the page reads: `drift.json`, aggregates only."""

from enum import StrEnum

from pydantic import Field

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.enums import DescribedEnum, Role
from retrain.ml_configuration.json_document import JsonDocument, Rounded


class NotCompared(DescribedEnum):
    """Why nothing was compared."""

    NO_LEGACY = "no_legacy", "No model serves yet, so that there are no rows of then to compare today's with."
    LEGACY_OTHER_TASK = (
        "legacy_other_task",
        "The legacy model answers another task, so that there is nothing to compare with.",
    )
    TRAINING_ROWS_UNKNOWN = (
        "training_rows_unknown",
        "The legacy model's folder does not tell which rows it was trained on.",
    )
    TOO_FEW_ROWS = "too_few_rows", "Too few rows of then, or too few since then, are left to compare."


class LeftOut(StrEnum):
    """Why a row is on neither side."""

    CONTENT_REPEATED = "content_repeated"
    FURTHER_OF_GROUP = "further_of_group"


class Rows(FrozenModel):
    """Rows on each side: those that the legacy model was trained on (`then`), and those it was not (`since`)."""

    then: int = 0
    since: int = 0


class ColumnDrift(FrozenModel):
    """One column then and since.

    Attributes:
        column: its name.
        role: says what is compared: labels and categories by their counts, numbers by their value,
            texts by their length in words, images by their mean brightness.
        distance: from 0 to 1: Jensen and Shannon's of counts, Kolmogorov and Smirnov's of numbers.
        p_value: that so large a difference arises by chance.
        adjusted: the p-value adjusted for the number of tests (Benjamini and Hochberg 1995).
        drifted: whether it counts as drift.
    """

    column: str
    role: Role
    distance: Rounded
    p_value: Rounded
    adjusted: Rounded
    drifted: bool


class LabelRows(FrozenModel):
    """Rows with one label on each side."""

    label: str
    then: int
    since: int


class ClassifierDrift(FrozenModel):
    """How well a classifier tells rows apart that it was not fitted on: `auc`, 0.5 where it can only guess.

    The others are those of a column: the classifier is one more test.
    """

    auc: Rounded
    p_value: Rounded
    adjusted: Rounded
    drifted: bool


class Drift(JsonDocument):
    """How today's rows differ from those that the legacy model was trained on.

    Attributes:
        summary: what was found, in one English sentence.
        not_compared: why nothing was; None where something was.
        rows: of each side.
        left_out: rows on neither side, by reason.
        columns: the label and the features, in the task's order.
        classifier: all features together; None where nothing was compared.
        labels: how often each comes, in the order of their names.
    """

    summary: str
    not_compared: NotCompared | None = None
    rows: Rows = Rows()
    left_out: dict[LeftOut, int] = Field(default_factory=dict)
    columns: tuple[ColumnDrift, ...] = ()
    classifier: ClassifierDrift | None = None
    labels: tuple[LabelRows, ...] = ()
