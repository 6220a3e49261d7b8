"""The comment of a pull request: the verdict in Markdown."""

from retrain.model_reports.charts.labels import largest_changes
from retrain.model_reports.charts.scores import scores_table
from retrain.model_reports.escaping import prose
from retrain.model_reports.markdown import sections
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.checks import SIGNS, checks_table
from retrain.model_reports.tables.provenance import provenance_table, reasons_table, rows_table


def comment(model: ReportModel) -> str:
    """Markdown of less than 60,000 characters, verdict first; it never holds text of a record."""
    outcome = model.decision.outcome
    tables = {
        "Why": checks_table(model.decision),
        "Scores": scores_table(model),
        "Labels that changed most": largest_changes(model.comparison),
        "Rows": rows_table(model),
        "Rows left out": reasons_table(model),
        "Made from": provenance_table(model),
    }
    parts = (
        f"## {SIGNS[outcome]} {outcome.words}",
        prose(model.decision.summary),
        *sections(tables),
        prose(model.title),
    )
    return "\n\n".join(parts) + "\n"
