"""Tables in Markdown, for the pull-request comment and the model card."""

from retrain.model_reports.escaping import code_span
from retrain.model_reports.formatting import MISSING
from retrain.model_reports.tables.report_table import Data, Table

MAX_ROWS = 25


def markdown_sections(tables: dict[str, Table]) -> list[str]:
    """Each table that has rows under its heading."""
    filled = {heading: table for heading, table in tables.items() if table.rows}
    return [f"### {heading}\n\n{markdown_table(table)}" for heading, table in filled.items()]


def markdown_table(table: Table) -> str:
    """The first 25 rows of a table in Markdown, then how many more the page shows."""
    alignments = ["---"] * table.texts + ["---:"] * (len(table.columns) - table.texts)
    cells = (map(_cell, row) for row in table.rows[:MAX_ROWS])
    lines = "\n".join(f"| {' | '.join(row)} |" for row in (table.columns, alignments, *cells))
    hidden = len(table.rows) - MAX_ROWS
    return f"{lines}\n\n{hidden} more rows are on the page." if hidden > 0 else lines


def _cell(cell: str) -> str:
    return code_span(cell) if isinstance(cell, Data) and cell != MISSING else cell
