"""The model card has the metadata that model hubs read, and prints every name literally."""

import re

import pytest
import yaml
from markdown_it import MarkdownIt
from rendered_pages import HOSTILE_MARKDOWN

from retrain.model_reports import render_model_card


@pytest.fixture
def card_of(documents, model_of):
    """A function: labels, edits of the ingest document -> the metadata and the Markdown below it."""

    def make(labels=("a", "b"), title="Letters", **ingest: str) -> tuple[dict, str]:
        made = documents(list(labels))
        made["ingest"] |= ingest
        start, front, body = render_model_card(model_of(made, title=title)).split("---\n", 2)
        assert start == ""
        return yaml.safe_load(front), body

    return make


def test_its_metadata_is_what_a_model_hub_reads(card_of, documents):
    metadata, _ = card_of()
    assert metadata["license"] == "cc0-1.0"
    assert metadata["datasets"] == ["generator"]
    assert "support_tickets" in metadata["tags"]
    (result,) = metadata["model-index"][0]["results"]
    scores = documents(["a", "b"])["comparison"]
    assert {metric["type"]: metric["value"] for metric in result["metrics"]} == {
        "f1": scores["macro_f1"]["retrained"],
        "accuracy": scores["accuracy"]["retrained"],
    }
    assert set(metadata["metrics"]) == {metric["type"] for metric in result["metrics"]}


def test_a_licence_that_no_hub_knows_keeps_its_own_words(card_of):
    metadata, _ = card_of(licence="by agreement with the archive")
    assert (metadata["license"], metadata["license_name"]) == ("other", "by agreement with the archive")


@pytest.mark.parametrize("text", [*HOSTILE_MARKDOWN, "---\nlicense: mit", "!!python/object:os.system x", "a: b # c"])
def test_a_hostile_name_is_text_in_the_metadata_and_below_it(card_of, text):
    metadata, body = card_of([text, "b"], title=text, source=text, licence=text)
    assert list(metadata)[:2] == ["license", "license_name"]
    assert metadata["datasets"] == [metadata["license_name"]]
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    assert {child.type for token in tokens for child in token.children or ()} <= {"text", "code_inline", "text_special"}
    assert not any(token.type.startswith("html") for token in tokens)
    assert not re.search(r"@all|fixes #1|https?://x", body)


def test_it_states_outcome_scores_and_how_many_labels_have_too_few_rows(card_of):
    _, body = card_of()
    assert "## Promote the retrained model" in body
    assert "| Macro F1, recent | 0.742" in body
    assert "Limitations: 0 of 2 labels have fewer than 30 rows in the recent holdout" in body
