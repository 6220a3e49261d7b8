"""Strings from data, escaped for HTML, JavaScript, plotly and Markdown: data is never code."""

import html
import json
import re
import unicodedata

MAX_CHARACTERS = 60
EMPTY = "(empty)"
INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
ACTIVE_IN_MARKDOWN = re.compile(r"@|#|://|gh-|www\.", re.IGNORECASE)
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
ZERO_WIDTH_SPACE = "\u200b"
REPLACEMENT = "\ufffd"
DIVIDES = "\u2223"


def one_line(text: str, max_characters: int = MAX_CHARACTERS) -> str:
    """The text on one line, cut in the middle if too long; invisible characters become U+FFFD."""
    line = "".join(map(_visible, " ".join(text.split()))) or EMPTY
    if len(line) <= max_characters:
        return line
    tail = (max_characters - 1) // 2
    return f"{line[: max_characters - 1 - tail]}…{line[-tail:]}"


def plotly_text(text: str, max_characters: int = MAX_CHARACTERS) -> str:
    """The text escaped for plotly's ticks, legends and hovers, which render a subset of HTML."""
    return html.escape(one_line(text, max_characters), quote=False)


def script_json(value: object) -> str:
    """The value as ASCII JSON that cannot close the script element it is embedded in."""
    text = json.dumps(value, allow_nan=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")


def code_span(text: str) -> str:
    """The text as a Markdown code span for a table cell; it mentions nobody and closes no issue."""
    inner = _without_mentions(one_line(text)).replace("|", DIVIDES)
    longest_run = max(map(len, re.findall("`+", inner)), default=0)
    fence = "`" * (longest_run + 1)
    padding = " " if inner.startswith("`") or inner.endswith("`") else ""
    return f"{fence}{padding}{inner}{padding}{fence}"


def prose(text: str, max_characters: int = 400) -> str:
    """The sentence as Markdown that prints every character literally; it mentions nobody."""
    return PUNCTUATION.sub(r"\\\1", _without_mentions(one_line(text, max_characters)))


def _visible(character: str) -> str:
    return REPLACEMENT if unicodedata.category(character) in INVISIBLE else character


def _without_mentions(text: str) -> str:
    return ACTIVE_IN_MARKDOWN.sub(lambda match: f"{match.group()}{ZERO_WIDTH_SPACE}", text)
