"""The configuration of the demo's data."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from records.configuration import SourceBase


class GeneratorSource(SourceBase):
    """Invented customer mail of a utility company, 2024-01 to 2025-12.

    Attributes:
        as_of: the last day that is read.
        seed: each letter is a function of the seed and the letter's number.
        rows_per_month: letters in each month.
    """

    kind: Literal["generator"]
    as_of: date
    seed: Annotated[int, Field(ge=0)]
    rows_per_month: Annotated[int, Field(ge=1, le=100_000)]
