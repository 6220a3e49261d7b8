"""The report on a terminal: every string of data is printed literally, none is markup or a control sequence."""

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table as RichTable
from rich.text import Text

from retrain.ml_configuration.enums import Outcome
from retrain.model_reports.charts.labels import largest_changes
from retrain.model_reports.charts.scores import scores_table
from retrain.model_reports.escaping import one_line
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.checks import SIGNS, checks_table
from retrain.model_reports.tables.table import Table

STYLES = {
    Outcome.PROMOTE: "bold green",
    Outcome.REVIEW: "bold yellow",
    Outcome.REJECT: "bold red",
    Outcome.IDENTICAL: "bold",
}
CHECKS = ("Verdict", "Check", "Difference", "Bound", "Needs above")


def terminal(model: ReportModel) -> Group:
    """What Rich prints of a report: the verdict, its checks, the scores, and the labels that changed most."""
    outcome = model.decision.outcome
    tables = (_only(checks_table(model.decision)), scores_table(model), largest_changes(model.comparison))
    return Group(
        Text(f"{SIGNS[outcome]} {outcome.words}", STYLES[outcome]),
        Text(one_line(model.decision.summary, limit=400)),
        *(rich_table(table) for table in tables if table.rows),
    )


def rich_table(table: Table) -> RichTable:
    """A table as Rich prints it, numbers to the right."""
    printed = RichTable(title=Text(table.caption), title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for place, column in enumerate(table.columns):
        printed.add_column(Text(column), justify="left" if place < table.texts else "right", overflow="fold")
    for row in table.rows:
        printed.add_row(*(Text(one_line(cell, limit=100)) for cell in row))
    return printed


def _only(checks: Table) -> Table:
    places = [checks.columns.index(name) for name in CHECKS]
    return Table(checks.caption, CHECKS, tuple(tuple(row[place] for place in places) for row in checks.rows), texts=2)
