"""Cells that a spreadsheet would run as a formula, escaped by a leading apostrophe."""

import re

FORMULA = r"'*(?:[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r])"
STARTS_FORMULA = re.compile(FORMULA)
STARTS_ESCAPED_FORMULA = re.compile("'" + FORMULA)


def escape_formula(cell: str) -> str:
    """The cell, with a leading apostrophe where a spreadsheet could take it for a formula."""
    return f"'{cell}" if STARTS_FORMULA.match(cell) else cell


def unescape_formula(cell: str) -> str:
    """The cell that `escape_formula` was given."""
    return cell[1:] if STARTS_ESCAPED_FORMULA.match(cell) else cell
