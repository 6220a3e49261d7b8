"""Tables of flipped predictions, of slices of the recent holdout, and of the taggers."""

from retrain.model_reports.escaping import one_line
from retrain.model_reports.formatting import difference, format_change, format_count, format_score
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.stage_documents import FlippedRow
from retrain.model_reports.tables.report_table import Data, Table

FLIP_COLUMNS = ("Row", "Change", "Truth", "Legacy", "Retrained")
TEXT_COLUMNS = ("Text", "Top terms, legacy", "Top terms, retrained")
NUMBER_COLUMNS = ("Legacy confidence", "Retrained confidence", "Cost change")
SLICE_COLUMNS = ("Slice", "Rows", "Legacy", "Retrained", "Difference", "Adjusted p")
TAGGER_COLUMNS = ("Tagger", "Model", "Rows decided", "Corrected", "Made wrong", "Adjusted p")
MAX_TEXT = 280
NETWORK = "network"


def flips_table(model: ReportModel) -> Table:
    """One row a flip, those that got worse first; empty where not even ids may be shown."""
    with_text = any(row.text for row in model.flips)
    texts = FLIP_COLUMNS + TEXT_COLUMNS if with_text else FLIP_COLUMNS
    rows = tuple((*_texts(row)[: len(texts)], *_numbers(row)) for row in model.flips)
    total = sum(model.flip_counts.values())
    caption = "rows that the models predict differently, or whose label both doubt"
    return Table(f"{len(rows)} of {total} {caption}", (*texts, *NUMBER_COLUMNS), rows, texts=len(texts))


def slices_table(model: ReportModel) -> Table:
    """Accuracy on each slice of the recent holdout, the largest loss first."""
    rows = tuple(
        (
            Data(scores.name),
            format_count(scores.rows),
            format_score(scores.legacy),
            format_score(scores.retrained),
            format_change(difference(scores.retrained, scores.legacy)),
            format_score(scores.p_value),
        )
        for scores in model.comparison.slices
    )
    return Table("Accuracy by slice of the recent holdout", SLICE_COLUMNS, rows)


def taggers_table(model: ReportModel) -> Table:
    """How many predictions each tagger decided, corrected and made wrong, on the recent holdout."""
    rows = tuple(
        (
            Data(effect.rule),
            effect.model.value,
            *map(format_count, (effect.rows, effect.fixed, effect.broken)),
            format_score(effect.p_value),
        )
        for effect in model.comparison.rules
    )
    return Table("Effect of the taggers on the recent holdout", TAGGER_COLUMNS, rows, texts=2)


def _texts(row: FlippedRow) -> tuple[str, ...]:
    legacy = _prediction(row.legacy, row.legacy_source)
    retrained = _prediction(row.retrained, row.retrained_source)
    names = (row.id, row.change.replace("_", " "), row.truth, legacy, retrained)
    text = one_line(row.text, MAX_TEXT)
    return tuple(map(Data, (*names, text, row.legacy_words, row.retrained_words)))


def _prediction(label: str, source: str) -> str:
    """The label, with the name of the tagger that decided it, if one did."""
    return label if source in ("", NETWORK) else f"{label} (tagger {source})"


def _numbers(row: FlippedRow) -> tuple[str, ...]:
    confidences = (format_score(row.legacy_confidence), format_score(row.retrained_confidence))
    return (*confidences, format_score(row.cost_change))
