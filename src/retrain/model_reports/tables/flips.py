"""The rows on which the two models differ, as a table."""

from retrain.model_reports.documents import FlippedRow
from retrain.model_reports.escaping import one_line
from retrain.model_reports.formatting import score
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.table import Data, Table

COLUMNS = ("Row", "Change", "Truth", "Legacy", "Retrained", "Text", "Drove legacy", "Drove retrained")
NUMBERS = ("Legacy confidence", "Retrained confidence", "Cost change")
EXCERPT = 280


def flips_table(model: ReportModel) -> Table:
    """One row a flip, those that got worse first; empty where no text, not even an id, may be shown."""
    with_text = any(row.text for row in model.flips)
    shown = COLUMNS if with_text else COLUMNS[:5]
    rows = tuple((*_words(row)[: len(shown)], *_numbers(row)) for row in model.flips)
    told = sum(model.flip_counts.values())
    caption = f"{len(rows)} of {told} rows on which the models differ, or both doubt the label"
    return Table(caption, (*shown, *NUMBERS), rows, texts=len(shown))


def _words(row: FlippedRow) -> tuple[str, ...]:
    cells = (row.id, row.change.replace("_", " "), row.truth, row.legacy, row.retrained)
    return (*map(Data, cells), Data(one_line(row.text, EXCERPT)), Data(row.legacy_words), Data(row.retrained_words))


def _numbers(row: FlippedRow) -> tuple[str, ...]:
    return score(row.legacy_confidence), score(row.retrained_confidence), score(row.cost_change)
