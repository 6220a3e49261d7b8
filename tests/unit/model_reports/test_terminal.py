"""A decision is printed on a terminal with its reasons, and no text from data is markup or a control sequence."""

import io

from rich.console import Console

from retrain.model_reports.tables.report_table import Table
from retrain.model_reports.terminal import render_decision, render_table

HOSTILE = ["[bold red]x[/]", "[/nonsense]", "\x1b[2Jgone", ":smile:", "@all"]


def printed(*renderables) -> str:
    stream = io.StringIO()
    Console(file=stream, width=120, force_terminal=False).print(*renderables)
    return stream.getvalue()


def test_the_outcome_comes_first_then_the_checks_the_reasons_and_the_notes(documents, model_of):
    decision = model_of(documents(["a", "b"])).decision
    text = printed(render_decision(decision, notes=["Report: reports/index.html"]))
    assert text.startswith("✓ Promote the retrained model")
    parts = ["Every check", "recent-better", "✕ fail accuracy: The evidence shows", "(shown_worse)"]
    assert sorted(parts, key=text.index) == parts
    assert text.rstrip().endswith("Report: reports/index.html")


def test_a_decision_without_checks_has_no_table(documents, model_of):
    made = documents(["a", "b"], "identical")
    made["decision"]["reasons"] = []
    assert "Every check" not in printed(render_decision(model_of(made).decision))


def test_cells_are_printed_literally():
    text = printed(render_table(Table("caption", ("Label",), tuple((label,) for label in HOSTILE))))
    assert [label for label in HOSTILE if "\x1b" not in label and label not in text] == []
    assert "\x1b" not in text
    assert "\ufffd[2Jgone" in text


def test_a_hostile_check_is_printed_literally(documents, model_of):
    made = documents(["a", "b"])
    made["decision"]["reasons"][4]["check"] = made["decision"]["summary"] = HOSTILE[0]
    assert printed(render_decision(model_of(made).decision)).count(HOSTILE[0]) == 3
