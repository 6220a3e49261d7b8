"""Rules that look for a regular expression."""

from typing import Annotated

from pydantic import AfterValidator

from retrain.taggers.linear_pattern import linear_pattern
from retrain.taggers.tagger import Tagger


def _compiles(pattern: str) -> str:
    linear_pattern(pattern)
    return pattern


class RegexTagger(Tagger):
    """Matches a regular expression of RE2 anywhere in the cell.

    Attributes:
        pattern: case matters unless it begins with `(?i)`.
    """

    pattern: Annotated[str, AfterValidator(_compiles)]

    def matches_cell(self, cell: str) -> bool:
        """Whether the pattern occurs."""
        return linear_pattern(self.pattern).search(cell) is not None
