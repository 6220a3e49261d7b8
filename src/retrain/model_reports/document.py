"""The base of every class that reads a document which another stage wrote."""

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """A frozen reading of one JSON document; keys that a report does not show are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)
