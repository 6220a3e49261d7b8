"""What bad input raises: a message for a person, never a traceback."""


class InputError(ValueError):
    """Input that a person has to mend: the message names file, line, column and remedy."""
