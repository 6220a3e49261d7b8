"""The report on a terminal."""

import io

from rich.console import Console

from retrain.model_reports.terminal import terminal

HOSTILE = ["[bold red]x[/]", "[/nonsense]", "\x1b[2Jgone", ":smile:", "@all"]


def printed(model) -> str:
    stream = io.StringIO()
    Console(file=stream, width=100, force_terminal=False).print(terminal(model))
    return stream.getvalue()


def test_the_verdict_comes_first_then_the_checks_the_scores_and_the_labels(documents, model_of):
    text = printed(model_of(documents(["a", "b"])))
    assert text.startswith("✓ Promote the retrained model")
    parts = ["recent-better", "Macro F1, recent", "Labels whose F1 changed most"]
    assert sorted(parts, key=text.index) == parts


def test_labels_are_printed_literally(documents, model_of):
    text = printed(model_of(documents(HOSTILE)))
    assert [label for label in HOSTILE if "\x1b" not in label and label not in text] == []
    assert "\x1b" not in text
    assert "\ufffd[2Jgone" in text


def test_one_model_alone_is_shown(documents, model_of):
    assert "Labels whose F1 changed most" not in printed(model_of(documents(["a", "b"], legacy=False)))
