"""The deck in LaTeX, for beamer."""

import re
from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

WRITTEN = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
    '"': r"\textquotedbl{}",
    "\N{MINUS SIGN}": "$-$",
    "\N{EM DASH}": r"\textemdash{}",
    "\N{HORIZONTAL ELLIPSIS}": r"\textellipsis{}",
    **{each: f"\\{each}" for each in "{}$&#_%"},
    **{each: f"{each}{{}}" for each in "-,<>!?"},
}
NOT_PLAIN = re.compile(r"[^A-Za-z0-9 .:;()\[\]/+=*|@]")


def deck_tex(document: Mapping[str, object]) -> str:
    """The whole document; every value that the template prints goes through `tex_text`."""
    environment = Environment(  # noqa: S701
        loader=PackageLoader("retrain.model_reports"),
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
    """The value as LaTeX that prints each character, without ligatures; one beyond Latin-1 as its code point."""
    return NOT_PLAIN.sub(lambda found: _written(found.group()), str(value))


def _written(character: str) -> str:
    if character in WRITTEN:
        return WRITTEN[character]
    return character if "\xa1" <= character <= "\xff" else f"U+{ord(character):04X}"
