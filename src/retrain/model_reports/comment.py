"""The comment of a pull request: the verdict in Markdown."""

from retrain.model_reports.checks_table import checks_table
from retrain.model_reports.data_tables import reasons_table, rows_table
from retrain.model_reports.escaping import code_span, prose
from retrain.model_reports.formatting import NOTHING
from retrain.model_reports.labels import largest_changes
from retrain.model_reports.provenance_table import provenance_table
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.scores import scores_table
from retrain.model_reports.table import Data, Table
from retrain.model_reports.wording import OUTCOMES

MOST_ROWS = 25
MOST_LABELS = 5


def comment(model: ReportModel) -> str:
    """Markdown of less than 60,000 characters, verdict first; it never holds text of a record."""
    words = OUTCOMES[model.decision.outcome]
    parts = (
        f"## {words.sign} {words.headline}",
        prose(model.decision.summary),
        _section("Why", checks_table(model.decision)),
        _section("Scores", scores_table(model)),
        _section("Labels that changed most", largest_changes(model.comparison, MOST_LABELS)),
        _section("Rows", rows_table(model)),
        _section("Rows left out", reasons_table(model)),
        _section("Made from", provenance_table(model)),
        prose(model.title),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(heading: str, table: Table) -> str:
    return f"### {heading}\n\n{_markdown(table)}" if table.rows else ""


def _markdown(table: Table) -> str:
    rules = ["---"] * table.texts + ["---:"] * (len(table.columns) - table.texts)
    rows = (table.columns, rules, *(map(_cell, row) for row in table.rows[:MOST_ROWS]))
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    hidden = len(table.rows) - MOST_ROWS
    return f"{lines}\n\n{hidden} more rows stand on the page." if hidden > 0 else lines


def _cell(cell: str) -> str:
    return code_span(cell) if isinstance(cell, Data) and cell != NOTHING else cell
