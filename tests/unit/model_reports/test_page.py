"""The page is self-contained and accessible, and prints every name literally."""

import base64
import hashlib
import json
import re
from itertools import pairwise

import pytest
from plotly.offline import get_plotlyjs
from rendered_pages import HOSTILE_LABELS, PageReader, read_page

from retrain.model_reports import render_page
from retrain.model_reports.page import CHARTS


def test_equal_input_gives_equal_bytes_under_six_megabytes(documents, model_of) -> None:
    first, second = (render_page(model_of(documents([f"label_{i}" for i in range(77)]))) for _ in range(2))
    assert first == second
    assert len(first.encode()) < 6_000_000


def test_hostile_labels_make_no_element_and_print_literally(documents, model_of) -> None:
    text = render_page(model_of(documents(HOSTILE_LABELS), title=HOSTILE_LABELS[0]))
    reader = read_page(text)
    assert not reader.named("img")
    assert all((link["href"] or "").startswith("#") for link in reader.named("a"))
    assert HOSTILE_LABELS[0] in reader.words
    assert "&lt;img src=x onerror=alert(1)&gt;" in text


def test_the_policy_names_the_hash_of_every_script_and_forbids_the_rest(documents, model_of) -> None:
    reader = read_page(render_page(model_of(documents(["a", "b"]))))
    policy = next(meta["content"] for meta in reader.named("meta") if meta.get("http-equiv"))
    digests = [hashlib.sha256(script.encode()).digest() for script in executed(reader)]
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests] == re.findall(
        r"'sha256-\S+'", policy
    )


def executed(reader: PageReader) -> list[str]:
    """The scripts that a browser runs."""
    scripts = [script for script in reader.scripts if script.strip()]
    return [script for script in scripts if not script.startswith('{"')]


def test_nothing_is_fetched(documents, model_of) -> None:
    text = render_page(model_of(documents(["a", "b"])))
    assert not re.search(r"https?://", text.replace(get_plotlyjs(), ""))
    assert not any("src" in attributes for _, attributes in read_page(text).elements)


def test_the_numbers_are_those_of_the_documents(documents, model_of) -> None:
    words = read_page(render_page(model_of(documents(["a", "b"])))).words
    assert {"0.842", "12,345", "+0.0811", "CC0-1.0", "9f2c41d07a55 (task support_tickets)"} <= set(words)


@pytest.mark.parametrize(
    ("outcome", "headline"),
    [
        ("promote", "Promote the retrained model"),
        ("review", "Review: an expert decides"),
        ("reject", "Reject the retrained model"),
        ("identical", "Identical: nothing to decide"),
    ],
)
def test_the_verdict_is_a_word_and_a_colour(documents, model_of, outcome: str, headline: str) -> None:
    reader = read_page(render_page(model_of(documents(["a", "b"], outcome))))
    assert headline in reader.words
    assert reader.named("body") == [{"class": outcome}]


def test_every_chart_has_a_name_a_figure_and_a_table(documents, model_of) -> None:
    model = model_of(documents(["a", "b", "c"]))
    drawn = [draw(model) for draw in CHARTS]
    reader = read_page(render_page(model))
    charts = [element for element in reader.named("div") if element.get("role") == "img"]
    figures = json.loads(next(script for script in reader.scripts if script.startswith('{"')))
    names = [chart["data-chart"] for chart in charts]
    assert set(names) == {chart.name for chart in drawn if chart}
    assert set(figures) == set(names)
    assert all(chart["aria-label"] for chart in charts)
    assert len(reader.named("details")) == len(charts)


def test_headings_descend_one_by_one_and_the_page_has_a_language(documents, model_of) -> None:
    reader = read_page(render_page(model_of(documents(["a", "b"]))))
    headings = [name for name, _ in reader.elements if re.fullmatch("h[1-6]", name)]
    assert headings[:2] == ["h1", "h2"]
    assert all(int(after[1]) <= int(before[1]) + 1 for before, after in pairwise(headings))
    assert reader.named("html") == [{"lang": "en"}]
    assert reader.named("a")[0] == {"class": "skip", "href": "#why"}


def test_where_nothing_is_drawn_the_page_says_so(documents, model_of) -> None:
    made = documents(["a", "b"], "identical")
    made["comparison"]["confusion"]["legacy"] = made["comparison"]["confusion"]["retrained"]
    made["comparison"]["per_label"] = []
    made["decision"]["reasons"] = []
    made["ingest"]["reasons"] = made["filtering"]["reasons"] = {}
    for holdout in made["decision"]["holdouts"].values():
        holdout["left_out"] = {}
    words = "".join(read_page(render_page(model_of(made))).words)
    assert "No check was made." in words
    assert "No recent rows were compared." in words
    assert "Both models make the same mistakes" in words
    assert "No row was left out." in words


def test_a_legacy_model_that_cannot_be_compared_is_not_drawn(documents, model_of) -> None:
    made = documents(["a", "b"], "review", legacy=False)
    made["decision"]["legacy"] = {"digest": "11aa", "task": "another"}
    words = "".join(read_page(render_page(model_of(made))).words)
    assert "There is no legacy model to compare with" in words
    assert "Open ring" not in words
    assert "11aa (task another)" in words
