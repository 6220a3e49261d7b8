"""A label that a person has given, one line of `data/labels/`."""

from typing import Annotated

from pydantic import Field

from retrain.ml_configuration.base import FrozenModel

NonEmpty = Annotated[str, Field(min_length=1)]


class GivenLabel(FrozenModel):
    """A label that a person has given; it holds nothing of the record's text.

    Attributes:
        record_id: of the record.
        digest: of the text that the person read.
        label: the answer.
        annotator: who gave it.
    """

    record_id: NonEmpty
    digest: NonEmpty
    label: NonEmpty
    annotator: NonEmpty
