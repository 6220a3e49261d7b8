"""The prediction problem: its columns with their roles, its labels, and when it abstains."""

from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.enums import FEATURE_ROLES, PredictionType, Role, Split

SINGLE_ROLES = (Role.ID, Role.GROUP, Role.LABEL, Role.PARENT, Role.SPLIT, Role.TIME)
Cost = Annotated[float, Field(ge=0)]


class Abstention(FrozenModel):
    """How the confidence threshold, below which a model abstains, is chosen on the validation rows.

    Attributes:
        out_of_scope: the label for "none of the others", predicted where the model abstains; the
            threshold is the one with the highest macro F1.
        max_error: the threshold is the lowest one at which at most this share of the predictions is
            wrong; takes precedence where both are set.
    """

    out_of_scope: str | None = None
    max_error: Annotated[float, Field(gt=0, lt=1)] | None = None

    @model_validator(mode="after")
    def _has_a_criterion(self) -> Self:
        if self.out_of_scope is None and self.max_error is None:
            raise ValueError("abstention needs out_of_scope, a label, or max_error, a share")
        return self


class LabelChanges(FrozenModel):
    """Intended differences between the legacy model's labels and today's; others are reviewed.

    Attributes:
        renamed: the legacy model's name -> today's.
        added: labels that the legacy model does not have; it counts as wrong on their rows.
        removed: labels that only the legacy model has; their rows are left out of the evaluation.
    """

    renamed: Mapping[str, str] = Field(default_factory=dict)
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _each_label_changes_once(self) -> Self:
        if clash := {*self.added, *self.renamed.values()} & {*self.removed, *self.renamed}:
            raise ValueError(f"label {min(clash)!r} is both removed and kept; keep one entry")
        return self


class Severity(FrozenModel):
    """The cost of a mistake, by a taxonomy of the labels or by a table of costs.

    Attributes:
        taxonomy: label -> its families, the widest first; a mistake within a family costs less.
        costs: true label -> predicted label -> cost; a pair without an entry costs 1.
    """

    taxonomy: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    costs: Mapping[str, Mapping[str, Cost]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _taxonomy_or_costs(self) -> Self:
        if bool(self.taxonomy) == bool(self.costs):
            raise ValueError("severity needs either a taxonomy or costs")
        if free := [truth for truth, row in self.costs.items() if row.get(truth)]:
            raise ValueError(f"predicting {free[0]!r} correctly has a cost; remove it")
        return self


class Column(FrozenModel):
    """A column of the adapted records.

    Attributes:
        name: its header in the adapted records.
        role: its role.
        partition: value of the cell -> split; for the role `split` only.
    """

    name: Annotated[str, Field(min_length=1)]
    role: Role
    partition: Mapping[str, Split] = Field(default_factory=dict)


class Task(FrozenModel):
    """The columns of a task and what is predicted from them.

    Attributes:
        name: of the task; only models of the same task are compared.
        prediction: what is predicted.
        columns: of the adapted records.
        abstention: when a model abstains; None for never.
        slices: columns whose values are checked for regressions one by one.
        annotator: the column with the annotator of the label.
        label_changes: how today's labels differ from the legacy model's.
        severity: cost of each mistake; by default the column of the role `parent` is the taxonomy.
        positive: the positive class of a binary task; `severity.costs` may weigh false negatives
            and false positives, which cost 1 each by default.
    """

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    prediction: PredictionType
    columns: Annotated[tuple[Column, ...], Field(min_length=2)]
    abstention: Abstention | None = None
    slices: tuple[str, ...] = ()
    annotator: str | None = None
    label_changes: LabelChanges = LabelChanges()
    severity: Severity | None = None
    positive: Annotated[str, Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _only_a_binary_task_has_a_positive_class(self) -> Self:
        if self.prediction is PredictionType.BINARY and self.positive is None:
            raise ValueError("a binary task needs its positive class; set 'positive' to a label")
        if self.prediction is not PredictionType.BINARY and self.positive is not None:
            raise ValueError("only a binary task has a positive class; write `prediction: binary`")
        return self

    @model_validator(mode="after")
    def _roles_are_consistent(self) -> Self:
        names = Counter(column.name for column in self.columns)
        roles = Counter(column.role for column in self.columns)
        repeated_names = [name for name, count in names.items() if count > 1]
        if repeated_names:
            raise ValueError(f"column {repeated_names[0]!r} is listed twice; keep one")
        repeated_roles = [role.value for role in SINGLE_ROLES if roles[role] > 1]
        if repeated_roles:
            raise ValueError(f"only one column may have the role {repeated_roles[0]!r}; set others to 'ignore'")
        if not roles[Role.LABEL]:
            raise ValueError("no column has the role 'label'; name the column to predict")
        if not any(roles[role] for role in FEATURE_ROLES):
            raise ValueError("no column is a feature; give one the role text, category, number, date or image")
        return self

    @model_validator(mode="after")
    def _slices_and_annotator_are_columns(self) -> Self:
        named = {*self.slices, *filter(None, [self.annotator])}
        unknown = named.difference(column.name for column in self.columns)
        if unknown:
            raise ValueError(f"{min(unknown)!r} is no column; add it to 'columns' with the role 'ignore'")
        return self

    def column_name(self, role: Role) -> str | None:
        """The name of the first column with this role; None without one."""
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
        """The names of the feature columns, in the task's order."""
        return tuple(column.name for column in self.columns if column.role in FEATURE_ROLES)
