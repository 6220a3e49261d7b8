"""Regular expressions of RE2, which take linear time for any text."""

from functools import lru_cache
from typing import Any, Protocol

import re2


class LinearPattern(Protocol):
    """A compiled pattern of google-re2."""

    groups: int

    def search(self, text: str) -> Any:  # noqa: ANN401
        """A match anywhere in the text, or None."""


@lru_cache(maxsize=1024)
def linear_pattern(pattern: str) -> LinearPattern:
    """The compiled pattern, in the syntax of RE2 (https://github.com/google/re2/wiki/Syntax).

    Raises:
        ValueError: RE2 refuses the pattern, for example because of a lookbehind or a back
            reference.
    """
    quiet = re2.Options()
    quiet.log_errors = False
    try:
        compiled: LinearPattern = re2.compile(pattern, quiet)
    except re2.error as error:
        reason = error.args[0].decode(errors="replace")
        raise ValueError(f"{pattern!r} is no pattern that runs in linear time: {reason}") from None
    return compiled
