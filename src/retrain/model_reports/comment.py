"""The comment on a pull request."""

from retrain.model_reports.charts.headline_scores import scores_table
from retrain.model_reports.charts.label_scores import largest_changes
from retrain.model_reports.escaping import prose
from retrain.model_reports.markdown import markdown_sections
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.decision_checks import SIGNS, checks_table
from retrain.model_reports.tables.provenance import provenance_table, reasons_table, rows_table


def render_comment(model: ReportModel) -> str:
    """Markdown of less than 60,000 characters, the decision first, without text of records."""
    outcome = model.decision.outcome
    tables = {
        "Why": checks_table(model.decision),
        "Scores": scores_table(model),
        "Labels that changed most": largest_changes(model.comparison),
        "Rows": rows_table(model),
        "Rows left out": reasons_table(model),
        "Provenance": provenance_table(model),
    }
    parts = (
        f"## {SIGNS[outcome]} {outcome.words}",
        prose(model.decision.summary),
        *markdown_sections(tables),
        prose(model.title),
    )
    return "\n\n".join(parts) + "\n"
