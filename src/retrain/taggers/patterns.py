"""Taggers that match keywords or a regular expression, in linear time for any text."""

from functools import lru_cache
from typing import Annotated

import re2
from pydantic import AfterValidator, Field

from retrain.taggers.tagger import Tagger
from retrain.workspace.linear_patterns import LinearPattern, linear_pattern

WORD_CHARACTER = r"\pL\pM\pN_"
WHITE_SPACE = r"[\s\pZ\x{0b}\x{1c}-\x{1f}\x{85}]+"


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


def _not_blank(keyword: str) -> str:
    if not keyword.strip():
        raise ValueError("a keyword is blank; write a word, or take it out")
    return keyword


Keyword = Annotated[str, AfterValidator(_not_blank)]


class KeywordTagger(Tagger):
    """Matches whole words literally, ignoring case and the kind of white space inside a keyword.

    Attributes:
        any_of: one of them must occur.
        none_of: none of them may occur.
    """

    any_of: Annotated[tuple[Keyword, ...], Field(min_length=1)]
    none_of: tuple[Keyword, ...] = ()

    def matches_cell(self, cell: str) -> bool:
        """Whether a keyword of `any_of` occurs and none of `none_of` does."""
        if _any_word(self.any_of).search(cell) is None:
            return False
        return not (self.none_of and _any_word(self.none_of).search(cell))


@lru_cache(maxsize=1024)
def _any_word(keywords: tuple[str, ...]) -> LinearPattern:
    literals = "|".join(WHITE_SPACE.join(map(re2.escape, keyword.split())) for keyword in keywords)
    return linear_pattern(f"(?i)(?:^|[^{WORD_CHARACTER}])(?:{literals})(?:$|[^{WORD_CHARACTER}])")
