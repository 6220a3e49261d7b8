"""The comment puts the decision first, fits into a comment, and prints every name literally."""

import re

import pytest
from markdown_it import MarkdownIt
from rendered_pages import HOSTILE_MARKDOWN

from retrain.model_reports import render_comment


def cells(text: str) -> list[list[str]]:
    """The cells of every table line."""
    return [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")]


def test_the_verdict_comes_first(documents, model_of) -> None:
    assert render_comment(model_of(documents(["a", "b"]))).startswith(
        "## ✓ Promote the retrained model\n\nThe retrained"
    )


def test_the_numbers_are_those_of_the_documents(documents, model_of) -> None:
    text = render_comment(model_of(documents(["a", "b"])))
    assert "| Macro F1, validation | 0.760 | 0.851 | +0.091 | 0.913 |" in text
    assert "| Read from the source | 12,345 |" in text
    assert "| quarantined | `bad date` | 40 |" in text


def test_equal_input_gives_equal_bytes(documents, model_of) -> None:
    assert render_comment(model_of(documents(HOSTILE_MARKDOWN))) == render_comment(
        model_of(documents(HOSTILE_MARKDOWN))
    )


@pytest.mark.parametrize("text", HOSTILE_MARKDOWN)
def test_a_hostile_name_stays_inside_its_cell(documents, model_of, text: str) -> None:
    made = documents([text, "b"])
    made["decision"]["reasons"][0]["check"] = made["ingest"]["source"] = text
    written = render_comment(model_of(made, title=text))
    tokens = MarkdownIt("commonmark").enable("table").parse(written)
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "code_inline", "text_special"}
    assert {token.tag for token in tokens} <= {"", "h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td"}
    assert not any(token.type.startswith("html") for token in tokens)
    assert not re.search(r"@all|#1|https?://x|GH-7|www\.x|\u202e", written)
    assert {len(row) for row in cells(written)} <= {2, 3, 5, 6, 10}


def test_a_summary_that_names_a_label_is_printed_literally(documents, model_of) -> None:
    made = documents(["a", "b"])
    made["decision"]["summary"] = "![x](https://x) @all <img src=x>"
    text = render_comment(model_of(made))
    assert "@all" not in text
    assert r"\!\[x\]\(https" in text
    assert r"\<img src\=x\>" in text


@pytest.mark.parametrize("character", ["@", "`", "|", "\\", "#", "\U0001f642", "\u4e2d", "x"])
def test_it_fits_into_a_comment_whatever_the_labels_are_made_of(documents, model_of, character) -> None:
    names = [f"{number}{character * 400}" for number in range(60)]
    made = documents(names)
    made["decision"]["reasons"] = [
        made["decision"]["reasons"][0] | {"check": name, "detail": {"added": names}} for name in names
    ]
    made["decision"]["summary"] = made["ingest"]["source"] = made["ingest"]["licence"] = names[0]
    made["filtering"]["reasons"] = dict.fromkeys(names, 1)
    assert len(render_comment(model_of(made, title=names[0]))) < 60_000


def test_the_verdict_then_the_tables_then_the_largest_changes(documents, model_of) -> None:
    headings = re.findall("^#+ (.*)", render_comment(model_of(documents(["a", "b"]))), re.MULTILINE)
    assert headings[:4] == ["✓ Promote the retrained model", "Why", "Scores", "Labels that changed most"]


def test_it_fits_into_a_comment_however_much_there_is_to_say(documents, model_of) -> None:
    made = documents([f"label {number} {'x' * 300}" for number in range(60)])
    made["decision"]["reasons"] = [made["decision"]["reasons"][0] | {"check": "y" * 500}] * 1000
    made["ingest"]["reasons"] = {f"reason {number} {'`|' * 200}": 1 for number in range(1000)}
    text = render_comment(model_of(made))
    assert len(text) < 60_000
    assert "975 more rows are on the page." in text


def test_only_five_labels_are_shown(documents, model_of) -> None:
    text = render_comment(model_of(documents([f"label_{number}" for number in range(20)])))
    assert len(re.findall(r"^\| `label_", text, re.MULTILINE)) == 5


def test_without_changes_there_is_no_table_of_changes(documents, model_of) -> None:
    assert "Labels that changed most" not in render_comment(model_of(documents(["a", "b"], "review", legacy=False)))
