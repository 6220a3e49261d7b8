"""Regular expressions that run in linear time, whatever text a caller sends."""

from functools import lru_cache
from typing import Protocol

import re2


class LinearPattern(Protocol):
    """A compiled pattern of google-re2."""

    def search(self, text: str) -> object | None:
        """A match anywhere in the text, or None."""


@lru_cache(maxsize=1024)
def linear_pattern(pattern: str) -> LinearPattern:
    """The compiled pattern, in the syntax of RE2 (https://github.com/google/re2/wiki/Syntax).

    Raises:
        ValueError: RE2 refuses the pattern, for example because of a lookbehind or a back reference.
    """
    quiet = re2.Options()
    quiet.log_errors = False
    try:
        compiled: LinearPattern = re2.compile(pattern, quiet)
    except re2.error as error:
        raise ValueError(f"{pattern!r} is no pattern that runs in linear time: {_message(error)}") from None
    return compiled


def _message(error: Exception) -> str:
    text = error.args[0]
    return text.decode(errors="replace") if isinstance(text, bytes) else str(text)
