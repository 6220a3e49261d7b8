"""Decision and figures to the reports that people read."""

from retrain.ml_configuration import paths
from retrain.ml_configuration.report import Report
from retrain.ml_configuration.stages import ReportSections
from retrain.model_reports import ReportModel, comment, model_card, page
from retrain.model_reports.report_model import FILES
from retrain.pipeline.deck import deck_pdf
from retrain.pipeline.documents import needed, read_document


def report(sections: ReportSections) -> None:
    """Writes every one of them under `reports/`."""
    model = read_report(sections.report)
    paths.PAGE.write_text(page(model), encoding="utf-8")
    paths.COMMENT.write_text(comment(model), encoding="utf-8")
    paths.MODEL_CARD.write_text(model_card(model), encoding="utf-8")
    paths.DECK.write_bytes(deck_pdf(model, sections.report.engine, sections.report.style))


def read_report(asked: Report) -> ReportModel:
    """What the last run wrote, as one value.

    Raises:
        InputProblem: a document is missing, or is not of its kind.
    """
    documents = {name: read_document(needed(path, "`make repro`")) for name, path in FILES.items()}
    return ReportModel.of(title=asked.title, text=asked.text, **documents)
