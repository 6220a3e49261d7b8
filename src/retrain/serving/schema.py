"""Requests and answers as classes made from the columns of the model's task, so that the OpenAPI page shows them."""

from collections.abc import Mapping
from typing import Annotated, Any, NotRequired

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, with_config
from pydantic.config import JsonDict
from typing_extensions import TypedDict

from retrain.ml_configuration import Role, Task

EXAMPLES: dict[Role, str | float] = {
    Role.TEXT: "a text",
    Role.CATEGORY: "a category",
    Role.NUMBER: 12.5,
    Role.DATE: "2025-06-30",
    Role.IMAGE: "0 255",
}
TEXTUAL = frozenset(EXAMPLES) - {Role.NUMBER}


class LabelProbability(BaseModel):
    """A label with its probability."""

    label: str
    probability: float


class Answer(BaseModel):
    """An answer; by the service's detail, `confidence` and `top` may be absent.

    Attributes:
        id: of the record, where it has one.
        label: the answer.
        source: `network`, or the tagger that decided.
        abstained: whether nobody should act on the label.
        reason: why a filterer would have removed the record; empty elsewhere.
        model: the digest of the model that answered.
        confidence: the network's probability of the label.
        top: labels by falling probability.
    """

    id: str | None = None
    label: str
    source: str
    abstained: bool
    reason: str
    model: str
    confidence: float | None = None
    top: list[LabelProbability] | None = None


def record_class(task: Task, raw: tuple[str, ...], max_cell: int) -> Any:  # noqa: ANN401
    """The typed dictionary of a record: every column that the model's features come from, null where it is missing.

    Args:
        task: of the model.
        raw: the raw columns that the features come from; those of the task where no adapter changes
            them.
        max_cell: characters.
    """
    roles = {column.name: column.role for column in task.columns}
    text = Annotated[str, Field(max_length=max_cell)]
    fields: dict[str, Any] = {}
    for name in raw:
        role = roles.get(name)
        kind = text | None if role in TEXTUAL else float | int | text | None
        fields[name] = Annotated[kind, Field(description=f"role: {role or 'raw'}")]
    identity = task.column_name(Role.ID) or "id"
    if identity not in raw:
        fields[identity] = NotRequired[Annotated[text | None, Field(description="role: id")]]
    example: JsonDict = {name: EXAMPLES.get(roles.get(name, Role.TEXT), "") for name in raw}
    configuration = ConfigDict(extra="ignore", allow_inf_nan=False, json_schema_extra={"example": example})
    return with_config(configuration)(TypedDict("Record", fields))  # type: ignore[operator]


def raw_of(record: Mapping[str, object]) -> dict[str, str]:
    """What the JSON values of a record are as cells of a CSV."""
    return {name: value if isinstance(value, str) else _cell(value) for name, value in record.items()}


def _cell(value: object) -> str:
    return "" if value is None else repr(value)


def body_of(record: Any, max_batch: int) -> TypeAdapter[Any]:  # noqa: ANN401
    """Reads a body: one record, or a list of records."""
    many = Annotated[list[record], Field(min_length=1, max_length=max_batch)]
    return TypeAdapter(record | many)


def faults(error: ValidationError) -> list[dict[str, Any]]:
    """Where and why, at most ten, without what was sent."""
    return [dict(one) for one in error.errors(include_url=False, include_context=False, include_input=False)[:10]]
