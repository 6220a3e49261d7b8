"""Tables and facts in Markdown, for the comment and the model card."""

from retrain.model_reports.escaping import code_span
from retrain.model_reports.formatting import NOTHING
from retrain.model_reports.tables.table import Data, Table

MOST_ROWS = 25


def sections(tables: dict[str, Table]) -> list[str]:
    """Each table that has rows under its heading, at most 25 rows of it."""
    return [f"### {heading}\n\n{markdown_table(table)}" for heading, table in tables.items() if table.rows]


def markdown_table(table: Table) -> str:
    """A table in Markdown, at most 25 rows of it."""
    rules = ["---"] * table.texts + ["---:"] * (len(table.columns) - table.texts)
    rows = (table.columns, rules, *(map(_cell, row) for row in table.rows[:MOST_ROWS]))
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    hidden = len(table.rows) - MOST_ROWS
    return f"{lines}\n\n{hidden} more rows stand on the page." if hidden > 0 else lines


def _cell(cell: str) -> str:
    return code_span(cell) if isinstance(cell, Data) and cell != NOTHING else cell
