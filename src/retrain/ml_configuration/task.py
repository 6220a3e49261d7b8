"""One prediction problem: its columns with their roles, and its kind of answer."""

from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.enums import FEATURE_ROLES, Prediction, Role, Split
from retrain.ml_configuration.frozen import Frozen

SINGLE_ROLES = (Role.ID, Role.GROUP, Role.LABEL, Role.PARENT, Role.SPLIT, Role.TIME)


class Column(Frozen):
    """A column of the adapted records.

    Attributes:
        name: its header in the adapted records.
        role: what it is for.
        partition: for the role `split` alone: value of the cell -> split.
    """

    name: Annotated[str, Field(min_length=1)]
    role: Role
    partition: Mapping[str, Split] = Field(default_factory=dict)


class Task(Frozen):
    """The columns of a task and what is predicted from them."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    prediction: Prediction
    columns: Annotated[tuple[Column, ...], Field(min_length=2)]

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
            raise ValueError("no column can be learnt from; give at least one the role text, category, number or image")
        return self

    def named(self, role: Role) -> str | None:
        """The name of the one column with this role, or None."""
        return next((column.name for column in self.columns if column.role is role), None)

    def all_named(self, role: Role) -> tuple[str, ...]:
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
