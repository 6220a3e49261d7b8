"""One prediction problem: its columns with their roles, and its kind of answer."""

from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.abstention import Abstention
from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.enums import FEATURE_ROLES, Prediction, Role, Split
from retrain.ml_configuration.labels import LabelChanges, Severity

SINGLE_ROLES = (Role.ID, Role.GROUP, Role.LABEL, Role.PARENT, Role.SPLIT, Role.TIME)


class Column(FrozenModel):
    """A column of the adapted records.

    Attributes:
        name: its header in the adapted records.
        role: what it is for.
        partition: for the role `split` alone: value of the cell -> split.
    """

    name: Annotated[str, Field(min_length=1)]
    role: Role
    partition: Mapping[str, Split] = Field(default_factory=dict)


class Task(FrozenModel):
    """The columns of a task and what is predicted from them.

    Attributes:
        name: of the task; models of another name are never compared with.
        prediction: the kind of answer.
        positive: of a binary task, the label that is looked for; what a missed one and a false
            alarm cost stands in `severity`, 1 each where it does not.
        columns: of the adapted records.
        abstention: when a model would rather not answer; None where it always answers.
        slices: columns by whose values the court looks for losses.
        annotator: the column that says who gave the label.
        label_changes: how today's labels differ from the legacy model's.
        severity: how bad each mistake is; where it is not said, the column of the role `parent` is
            the taxonomy.
    """

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    prediction: Prediction
    columns: Annotated[tuple[Column, ...], Field(min_length=2)]
    abstention: Abstention | None = None
    slices: tuple[str, ...] = ()
    annotator: str | None = None
    label_changes: LabelChanges = LabelChanges()
    severity: Severity | None = None
    positive: Annotated[str, Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _a_binary_task_looks_for_a_label(self) -> Self:
        if self.prediction is Prediction.BINARY and self.positive is None:
            raise ValueError("a binary task looks for one of its two labels; name it in 'positive'")
        if self.prediction is not Prediction.BINARY and self.positive is not None:
            raise ValueError(f"only a binary task looks for a label; write `prediction: {Prediction.BINARY}`")
        return self

    @model_validator(mode="after")
    def _roles_make_sense(self) -> Self:
        names = Counter(column.name for column in self.columns)
        roles = Counter(column.role for column in self.columns)
        if twice := [name for name, count in names.items() if count > 1]:
            raise ValueError(f"column {twice[0]!r} stands twice; keep one")
        if many := [role.value for role in SINGLE_ROLES if roles[role] > 1]:
            raise ValueError(f"role {many[0]!r} belongs to one column only; give the others the role 'ignore'")
        if not roles[Role.LABEL]:
            raise ValueError("no column has the role 'label'; name the column to predict")
        if not any(roles[role] for role in FEATURE_ROLES):
            raise ValueError(
                "no column can be learnt from; give at least one the role text, category, number, date or image"
            )
        return self

    @model_validator(mode="after")
    def _slices_and_annotator_are_columns(self) -> Self:
        named = (*self.slices, *((self.annotator,) if self.annotator else ()))
        if unknown := set(named).difference(column.name for column in self.columns):
            raise ValueError(f"{min(unknown)!r} is no column of the task; add it to 'columns' with the role 'ignore'")
        return self

    def column_name(self, role: Role) -> str | None:
        """The name of the one column with this role, or None."""
        return next((column.name for column in self.columns if column.role is role), None)

    def column_names(self, role: Role) -> tuple[str, ...]:
        """The names of the columns with this role, in the task's order."""
        return tuple(column.name for column in self.columns if column.role is role)

    @property
    def label(self) -> str:
        """The name of the column to predict."""
        return next(column.name for column in self.columns if column.role is Role.LABEL)

    @property
    def features(self) -> tuple[str, ...]:
        """The names of the columns that a model may learn from, in the task's order."""
        return tuple(column.name for column in self.columns if column.role in FEATURE_ROLES)
