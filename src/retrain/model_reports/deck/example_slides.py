"""A slide of records that the two models answer differently, as far as their text may be shown."""

from retrain.model_reports.deck.blocks import Slide
from retrain.model_reports.deck.label_slides import NAME
from retrain.model_reports.deck.translation import Wording
from retrain.model_reports.escaping import one_line
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.table import Table

SHOWN, EXCERPT = 3, 150
COLUMNS = ("Truth", "Legacy", "Retrained", "Record")
CAPTIONS = {"fixed": "Answers that the retrained model fixed", "broken": "Answers that it broke"}


def example_slides(model: ReportModel, wording: Wording) -> tuple[Slide, ...]:
    """At most three records of each kind with both answers; no slide where no text may be shown."""
    tables = tuple(table for change in CAPTIONS if (table := _table(model, change, wording)).rows)
    if not tables:
        return ()
    numbers = {change: wording.number(str(model.flip_counts.get(change, 0))) for change in CAPTIONS}
    title = wording.say("Of the recent records, {fixed} answers were fixed and {broken} broken", **numbers)
    return (Slide(title, wording.say("The first of each; the page shows more"), tables=tables),)


def _table(model: ReportModel, change: str, wording: Wording) -> Table:
    found = [row for row in model.flips if row.change == change and row.text][:SHOWN]
    rows = tuple(
        (*(one_line(name, NAME) for name in (row.truth, row.legacy, row.retrained)), one_line(row.text, EXCERPT))
        for row in found
    )
    return Table(wording.say(CAPTIONS[change]), tuple(map(wording.say, COLUMNS)), rows, texts=len(COLUMNS))
