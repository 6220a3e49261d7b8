"""The base class of the JSON documents that the judging pipeline writes."""

from typing import Annotated

from pydantic import AfterValidator

from retrain.ml_configuration.base import FrozenModel


def _rounded(value: float) -> float:
    """The value with 6 decimals, never a negative zero, so that every machine writes the same."""
    return round(value, 6) + 0.0


Rounded = Annotated[float, AfterValidator(_rounded)]


class JsonDocument(FrozenModel):
    """A frozen model that is written to a JSON file."""

    def to_json(self) -> str:
        """JSON: fields in their declared order, indented by 2, with a newline at the end."""
        return self.model_dump_json(indent=2, by_alias=True) + "\n"
