"""Request and response schemas made from the columns of the model's task."""

from collections.abc import Mapping
from typing import Annotated, Any, NotRequired

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, with_config
from pydantic.config import JsonDict
from typing_extensions import TypedDict

from retrain.ml_configuration import Role, Task
from retrain.ml_configuration.columns import Record

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


class PredictionResponse(BaseModel):
    """The prediction for one record; by the service's detail, `confidence` and `top` may be absent.

    Attributes:
        id: of the record, where it has one.
        label: the predicted label.
        source: `network`, or the id of the tagger that decided.
        abstained: whether nobody should act on the label.
        reason: why a filterer would have removed the record; empty elsewhere.
        model: the digest of the model that predicted.
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


class RequestBody:
    """The JSON body of a prediction request for one model: a record, or a list of records."""

    def __init__(self, task: Task, raw_features: tuple[str, ...], max_cell: int, max_batch: int) -> None:
        """Makes the typed dictionary of a record; a missing value is null.

        Args:
            task: of the model.
            raw_features: the raw columns that the features are made from.
            max_cell: characters of a cell.
            max_batch: records of a list.
        """
        record = _record_class(task, raw_features, max_cell)
        length = Field(min_length=1, max_length=max_batch)
        records: Any = Annotated[list[record], length]  # type: ignore[valid-type]
        self._record: TypeAdapter[Any] = TypeAdapter(record)
        self._body: TypeAdapter[Any] = TypeAdapter(record | records)
        self._max_batch = max_batch

    def parse(self, body: bytes) -> Record | list[Record]:
        """The raw record, or the raw records, of a body; each value as a CSV's cell holds it.

        Raises:
            ValidationError: the body is not what the model reads.
        """
        values = self._body.validate_json(body)
        return _cells(values) if isinstance(values, dict) else [_cells(record) for record in values]

    @property
    def openapi_schema(self) -> dict[str, Any]:
        """The schema of the body with an example, for the OpenAPI page."""
        record = self._record.json_schema()
        records = {"type": "array", "items": record, "minItems": 1, "maxItems": self._max_batch}
        return {"anyOf": [record, records], "example": record["example"]}


def validation_details(error: ValidationError) -> list[dict[str, Any]]:
    """Where and why a body is refused, at most ten entries, without what was sent."""
    errors = error.errors(include_url=False, include_context=False, include_input=False)
    return [dict(detail) for detail in errors[:10]]


def _record_class(task: Task, raw_features: tuple[str, ...], max_cell: int) -> Any:  # noqa: ANN401
    roles = {column.name: column.role for column in task.columns}
    text = Annotated[str, Field(max_length=max_cell)]
    fields: dict[str, Any] = {}
    for name in raw_features:
        role = roles.get(name)
        value_type = text | None if role in TEXTUAL else float | int | text | None
        fields[name] = Annotated[value_type, Field(description=f"role: {role or 'raw'}")]
    identity = task.column_name(Role.ID) or "id"
    if identity not in raw_features:
        fields[identity] = NotRequired[Annotated[text | None, Field(description="role: id")]]
    example: JsonDict = {name: EXAMPLES.get(roles.get(name, Role.TEXT), "") for name in raw_features}
    extra: JsonDict = {"example": example}
    configuration = ConfigDict(extra="ignore", allow_inf_nan=False, json_schema_extra=extra)
    return with_config(configuration)(TypedDict("Record", fields))  # type: ignore[operator]


def _cells(record: Mapping[str, object]) -> dict[str, str]:
    return {name: _cell(value) for name, value in record.items()}


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else repr(value)
