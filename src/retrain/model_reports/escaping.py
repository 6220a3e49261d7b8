"""Strings from data made safe for each place in which a report prints them: data is never code."""

import html
import json
import re
import unicodedata

LIMIT = 60
EMPTY = "(empty)"
INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
ACTIVE = re.compile(r"@|#|://|gh-|www\.", re.IGNORECASE)
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
ZERO_WIDTH_SPACE = "\u200b"
DIVIDES = "\u2223"


def one_line(text: str, limit: int = LIMIT) -> str:
    """The text on one line of at most `limit` characters, cut in the middle, invisible characters shown as U+FFFD."""
    spaced = " ".join(text.split())
    visible = "".join("\ufffd" if unicodedata.category(each) in INVISIBLE else each for each in spaced)
    tail = (limit - 1) // 2
    return (visible if len(visible) <= limit else f"{visible[: limit - 1 - tail]}…{visible[-tail:]}") or EMPTY


def plotly_text(text: str, limit: int = LIMIT) -> str:
    """The text as plotly prints it literally: its ticks, legends and hovers read a part of HTML."""
    return html.escape(one_line(text, limit), quote=False)


def script_json(value: object) -> str:
    """The value as JSON in ASCII that cannot end the script block that holds it."""
    text = json.dumps(value, allow_nan=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")


def code_span(text: str) -> str:
    """The text as a Markdown code span of one table cell that pings nobody and closes no issue."""
    inner = _inert(one_line(text)).replace("|", DIVIDES)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", inner)), default=0))
    padding = " " if inner.startswith("`") or inner.endswith("`") else ""
    return f"{fence}{padding}{inner}{padding}{fence}"


def prose(text: str, limit: int = 400) -> str:
    """The sentence as Markdown that prints every character literally and pings nobody."""
    return PUNCTUATION.sub(r"\\\1", _inert(one_line(text, limit)))


def _inert(text: str) -> str:
    return ACTIVE.sub(lambda found: f"{found.group()}{ZERO_WIDTH_SPACE}", text)
