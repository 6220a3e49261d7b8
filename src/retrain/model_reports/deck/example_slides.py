"""A slide of records that the models predict differently, where their text may be shown."""

from retrain.model_reports.deck.blocks import Slide
from retrain.model_reports.deck.label_slides import MAX_NAME
from retrain.model_reports.deck.translation import Translator
from retrain.model_reports.escaping import one_line
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.stage_documents import FlippedRow
from retrain.model_reports.tables.report_table import Table

MAX_RECORDS = 3
MAX_TEXT = 150
COLUMNS = ("Truth", "Legacy", "Retrained", "Record")
CAPTIONS = {
    "fixed": "Predictions that the retrained model fixed",
    "broken": "Predictions that it broke",
}


def example_slides(model: ReportModel, translator: Translator) -> tuple[Slide, ...]:
    """At most three records of each kind with both predictions; none where no text may be shown."""
    tables = [_table(model, change, translator) for change in CAPTIONS]
    tables = [table for table in tables if table.rows]
    if not tables:
        return ()
    counts = {change: translator.count(model.flip_counts.get(change, 0)) for change in CAPTIONS}
    phrase = "In the recent holdout {fixed} predictions were fixed and {broken} broken"
    lead = translator.text("The first of each; the page shows more")
    return (Slide(translator.text(phrase, **counts), lead, tables=tuple(tables)),)


def _table(model: ReportModel, change: str, translator: Translator) -> Table:
    flips = [row for row in model.flips if row.change == change and row.text]
    rows = tuple(map(_row, flips[:MAX_RECORDS]))
    columns = tuple(map(translator.text, COLUMNS))
    return Table(translator.text(CAPTIONS[change]), columns, rows, texts=len(COLUMNS))


def _row(flip: FlippedRow) -> tuple[str, ...]:
    labels = (flip.truth, flip.legacy, flip.retrained)
    return (*(one_line(label, MAX_NAME) for label in labels), one_line(flip.text, MAX_TEXT))
