"""The comment of a pull request: the verdict in Markdown."""

from retrain.model_reports.escaping import code_span, prose
from retrain.model_reports.formatting import NOTHING
from retrain.model_reports.labels import largest_changes
from retrain.model_reports.provenance import provenance_table, reasons_table, rows_table
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.scores import scores_table
from retrain.model_reports.table import Data, Table
from retrain.model_reports.verdict import HEADLINES, SIGNS, checks_table

MOST_ROWS = 25


def comment(model: ReportModel) -> str:
    """Markdown of less than 60,000 characters, verdict first; it never holds text of a record."""
    outcome = model.decision.outcome
    sections = {
        "Why": checks_table(model.decision),
        "Scores": scores_table(model),
        "Labels that changed most": largest_changes(model.comparison),
        "Rows": rows_table(model),
        "Rows left out": reasons_table(model),
        "Made from": provenance_table(model),
    }
    parts = (
        f"## {SIGNS[outcome]} {HEADLINES[outcome]}",
        prose(model.decision.summary),
        *(f"### {heading}\n\n{_markdown(table)}" for heading, table in sections.items() if table.rows),
        prose(model.title),
    )
    return "\n\n".join(parts) + "\n"


def _markdown(table: Table) -> str:
    rules = ["---"] * table.texts + ["---:"] * (len(table.columns) - table.texts)
    rows = (table.columns, rules, *(map(_cell, row) for row in table.rows[:MOST_ROWS]))
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    hidden = len(table.rows) - MOST_ROWS
    return f"{lines}\n\n{hidden} more rows stand on the page." if hidden > 0 else lines


def _cell(cell: str) -> str:
    return code_span(cell) if isinstance(cell, Data) and cell != NOTHING else cell
