"""The error of bad input, which commands and stages print as one line without a traceback."""


class InputError(ValueError):
    """Input that a person has to correct: the message names file, line, column and remedy."""
