"""Decisions and tables for Rich to print; data is never markup or a control sequence."""

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, JustifyMethod
from rich.table import Table as RichTable
from rich.text import Text

from retrain.ml_configuration.decision_document import Decision, Reason
from retrain.ml_configuration.enums import Outcome, Verdict
from retrain.model_reports.escaping import one_line
from retrain.model_reports.tables.decision_checks import SIGNS, checks_table, verdict_text
from retrain.model_reports.tables.report_table import Table

STYLES = {
    Outcome.PROMOTE: "bold green",
    Outcome.REVIEW: "bold yellow",
    Outcome.REJECT: "bold red",
    Outcome.IDENTICAL: "bold",
}
COLUMNS = ("Verdict", "Check", "Retrained", "Difference", "Bound", "Needs above")


def render_decision(decision: Decision, notes: Sequence[str] = ()) -> Group:
    """A decision for Rich: outcome, checks, reasons of those that did not pass, then the notes."""
    outcome = decision.outcome
    checks = render_table(_with_columns(checks_table(decision), COLUMNS, texts=2))
    not_passed = [reason for reason in decision.reasons if reason.verdict is not Verdict.PASS]
    return Group(
        Text(f"{SIGNS[outcome]} {outcome.words}", STYLES[outcome]),
        Text(one_line(decision.summary, 400)),
        *([checks] if decision.reasons else []),
        *(Text(one_line(line, 400)) for line in (*map(_finding, not_passed), *notes)),
    )


def render_table(table: Table) -> RichTable:
    """A table for Rich to print, its numbers aligned to the right."""
    rich_table = RichTable(title=Text(table.caption), title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for index, column in enumerate(table.columns):
        justify: JustifyMethod = "left" if index < table.texts else "right"
        rich_table.add_column(Text(column), justify=justify, overflow="fold")
    for row in table.rows:
        rich_table.add_row(*(Text(one_line(cell, 100)) for cell in row))
    return rich_table


def _with_columns(table: Table, columns: tuple[str, ...], texts: int) -> Table:
    indices = [table.columns.index(column) for column in columns]
    rows = tuple(tuple(row[index] for index in indices) for row in table.rows)
    return Table(table.caption, columns, rows, texts)


def _finding(reason: Reason) -> str:
    return f"{verdict_text(reason.verdict)} {reason.check}: {reason.code.words} ({reason.code.value})"
