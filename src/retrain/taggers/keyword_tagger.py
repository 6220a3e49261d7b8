"""Rules that look for words."""

from functools import lru_cache
from typing import Annotated

import re2
from pydantic import AfterValidator, Field

from retrain.taggers.linear_pattern import linear_pattern
from retrain.taggers.tagger import Tagger

WORD_CHARACTER = r"\pL\pM\pN_"
WHITE_SPACE = r"[\s\pZ\x{0b}\x{1c}-\x{1f}\x{85}]+"


def _written(keyword: str) -> str:
    if not keyword.strip():
        raise ValueError("a keyword is blank; write a word, or take it out")
    return keyword


Keyword = Annotated[str, AfterValidator(_written)]


class KeywordTagger(Tagger):
    """Matches whole words, literally and without regard to case or to the white space inside a keyword.

    Attributes:
        any_of: one of them must occur.
        none_of: none of them may occur.
    """

    any_of: Annotated[tuple[Keyword, ...], Field(min_length=1)]
    none_of: tuple[Keyword, ...] = ()

    def matches_cell(self, cell: str) -> bool:
        """Whether a keyword of `any_of` occurs and none of `none_of` does."""
        return _occurs(self.any_of, cell) and not _occurs(self.none_of, cell)


def _occurs(keywords: tuple[str, ...], cell: str) -> bool:
    return bool(keywords) and linear_pattern(_pattern(keywords)).search(cell) is not None


@lru_cache(maxsize=1024)
def _pattern(keywords: tuple[str, ...]) -> str:
    literals = "|".join(WHITE_SPACE.join(map(re2.escape, keyword.split())) for keyword in keywords)
    return f"(?i)(?:^|[^{WORD_CHARACTER}])(?:{literals})(?:$|[^{WORD_CHARACTER}])"
