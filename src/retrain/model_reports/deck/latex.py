"""The deck as LaTeX source for beamer."""

import re
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parents[1] / "templates" / "deck"
ESCAPES = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
    '"': r"\textquotedbl{}",
    "\N{MINUS SIGN}": "$-$",
    "\N{EM DASH}": r"\textemdash{}",
    "\N{HORIZONTAL ELLIPSIS}": r"\textellipsis{}",
    **{mark: f"\\{mark}" for mark in "{}$&#_%"},
    **{mark: f"{mark}{{}}" for mark in "-,<>!?"},
}
NOT_PLAIN = re.compile(r"[^A-Za-z0-9 .:;()\[\]/+=*|@]")


def deck_tex(document: Mapping[str, object]) -> str:
    """The LaTeX source of a deck document; every value in it is escaped by `tex_text`."""
    environment = Environment(  # noqa: S701
        loader=FileSystemLoader(TEMPLATES),
        finalize=tex_text,
        undefined=StrictUndefined,
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        trim_blocks=True,
    )
    return environment.get_template("deck.tex.j2").render(document)


def tex_text(value: object) -> str:
    """The value as LaTeX that prints each character; beyond Latin-1 its code point."""
    return NOT_PLAIN.sub(lambda match: _escaped(match.group()), str(value))


def _escaped(character: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    return character if "\xa1" <= character <= "\xff" else f"U+{ord(character):04X}"
