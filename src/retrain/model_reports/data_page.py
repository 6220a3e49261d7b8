"""The data page: what is in the records of a task, as one HTML file that opens without a network."""

from collections.abc import Mapping

from retrain.model_reports.page import rendered
from retrain.model_reports.table import Table


def data_page(task: str, summary: str, parts: Mapping[str, tuple[str, list[Table]]]) -> str:
    """One self-contained HTML page under the same policy as the report's, byte-identical for equal input.

    Args:
        task: its name.
        summary: a sentence under the heading.
        parts: by title, a sentence that says what is shown, and the tables; one without rows is left out.
    """
    return rendered("data.html.j2", (), task=task, summary=summary, parts=parts)
