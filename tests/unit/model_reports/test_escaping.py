"""Text from data stays text in scripts, in plotly and in Markdown."""

import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrain.model_reports.escaping import MAX_CHARACTERS, code_span, one_line, plotly_text, prose, script_json

HOSTILE = (
    "</script><img src=x onerror=alert(1)>",
    "<a href=https://x>y</a>",
    "@all",
    "fixes #12",
    "a|b",
    "``` `tick` ```",
    "two\nlines\r\n",
    "line\u2028separator",
    "right\u202eto left",
    "GH-12 www.example.org",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_script_block_holds_any_string_and_cannot_be_closed_by_it(text: str) -> None:
    written = script_json({text: text})
    assert json.loads(written) == {text: text}
    assert written.isascii()
    assert not set("<>&") & set(written)


@pytest.mark.parametrize("text", HOSTILE)
def test_plotly_gets_no_tag_and_no_line_break(text: str) -> None:
    written = plotly_text(text)
    assert "<" not in written
    assert len(written.splitlines()) == 1
    assert html.unescape(written) == one_line(text)


@given(st.text(max_size=200))
def test_a_code_span_opens_once_and_closes_at_its_end(text: str) -> None:
    span = code_span(text)
    fence = span[: len(span) - len(span.lstrip("`"))]
    inner = span[len(fence) : -len(fence)]
    assert span.endswith(fence)
    assert fence not in inner
    assert not set("|\n\r\u2028\u2029") & set(inner)


@pytest.mark.parametrize(
    ("text", "span"), [("plain", "`plain`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("", "`(empty)`")]
)
def test_a_code_span_has_a_fence_longer_than_any_run_inside(text: str, span: str) -> None:
    assert code_span(text) == span


@pytest.mark.parametrize("text", ["@all", "fixes #12", "closes GH-12", "https://x.org", "www.x.org"])
@pytest.mark.parametrize("printer", [code_span, prose])
def test_nothing_that_a_forge_acts_on_survives(printer, text: str) -> None:
    written = printer(text).replace("\\", "")
    assert text not in written
    assert text in written.replace("\u200b", "")


def test_prose_escapes_every_mark() -> None:
    assert prose("![x](y) <b> *z* `c`") == r"\!\[x\]\(y\) \<b\> \*z\* \`c\`"


@given(st.text(max_size=300))
def test_a_long_text_is_cut_in_its_middle(text: str) -> None:
    line = one_line(text)
    assert 0 < len(line) <= MAX_CHARACTERS
    assert len(line.splitlines()) == 1


def test_a_cut_text_keeps_both_ends() -> None:
    assert one_line("transfer_not_received_wrong_amount", 20) == "transfer_n…ng_amount"
