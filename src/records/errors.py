"""What bad input raises: a message for a person, never a traceback."""


class InputProblem(ValueError):  # noqa: N818
    """Input that a person has to mend: the message names file, line, column and remedy."""
