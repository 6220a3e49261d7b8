"""Decision and figures to the reports that people read."""

from retrain.ml_configuration import paths
from retrain.ml_configuration.stages import ReportSections
from retrain.model_reports import ReportModel, comment, model_card, page
from retrain.pipeline.deck import deck_pdf
from retrain.pipeline.documents import read_document


def report(sections: ReportSections) -> None:
    """Writes every one of them under `reports/`."""
    model = ReportModel.of(
        title=sections.report.title,
        text=sections.report.text,
        decision=read_document(paths.DECISION),
        comparison=read_document(paths.COMPARISON),
        drift=read_document(paths.DRIFT),
        metrics=read_document(paths.METRICS),
        ingest=read_document(paths.INGEST_REPORT),
        filtering=read_document(paths.FILTER_REPORT),
        splitting=read_document(paths.SPLIT_REPORT),
    )
    paths.PAGE.write_text(page(model), encoding="utf-8")
    paths.COMMENT.write_text(comment(model), encoding="utf-8")
    paths.MODEL_CARD.write_text(model_card(model), encoding="utf-8")
    paths.DECK.write_bytes(deck_pdf(model, sections.report.engine, sections.report.style))
