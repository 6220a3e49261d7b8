"""Exceptions whose message is for the user of a command, and suggestions for misspelt names."""

from collections.abc import Iterable
from difflib import get_close_matches

from pydantic import ValidationError


class InputError(ValueError):
    """Wrong input: the message names the file, line and key, and how to correct it. Exit code 2."""


class InvalidOptionsError(InputError):
    """Options of a step that the step's class refused.

    Attributes:
        location: path of the step in the configuration, such as `("filterers", "steps", 2)`.
        error: what pydantic found, with locations relative to the step.
        options: the option names of the class.
    """

    def __init__(self, location: tuple[str | int, ...], error: ValidationError, options: tuple[str, ...]) -> None:
        super().__init__(f"{'.'.join(map(str, location))}: {error}")
        self.location = location
        self.error = error
        self.options = options


class GateFailed(Exception):  # noqa: N818
    """A refused promotion or merge, with the reason. Exit code 1."""


def closest_match(word: str, known: Iterable[str]) -> str | None:
    """The known word closest to a misspelt one, ignoring case; None where none is close."""
    by_lower_case = {candidate.lower(): candidate for candidate in known}
    matches = get_close_matches(word.lower(), by_lower_case, n=1)
    return by_lower_case[matches[0]] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a message, ` - did you mean 'x'?`; empty where no known word is close."""
    match = closest_match(word, known)
    return f" - did you mean {match!r}?" if match else ""
