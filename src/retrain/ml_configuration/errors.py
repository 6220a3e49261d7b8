"""What bad input raises: a message for a person, never a traceback."""

from pydantic import ValidationError


class InputError(ValueError):
    """Input that a person has to mend: the message names file, line, key and remedy. Exit code 2."""


class InvalidOptionsError(InputError):
    """Options of a brick that its class refused.

    Attributes:
        location: path of the step in the configuration, such as `("filterers", "steps", 2)`.
        error: what pydantic found, with locations relative to the step.
        options: the option names that the class knows.
    """

    def __init__(self, location: tuple[str | int, ...], error: ValidationError, options: tuple[str, ...]) -> None:
        super().__init__(f"{'.'.join(map(str, location))}: {error}")
        self.location = location
        self.error = error
        self.options = options


class GateFailed(Exception):  # noqa: N818
    """A gate that says no, with its reason. Exit code 1."""
