"""The slides about labels: their F1, what is confused, and calibration."""

from collections.abc import Callable

from retrain.ml_configuration.comparison_document import Calibration, LabelScores, Model
from retrain.model_reports.charts.confusion import appeared_table, changed_mistakes, disappeared_table
from retrain.model_reports.charts.label_scores import f1_change
from retrain.model_reports.deck.blocks import Dot, Dots, Reliability, Slide, Tile
from retrain.model_reports.deck.translation import Translator
from retrain.model_reports.escaping import one_line
from retrain.model_reports.formatting import format_count_change
from retrain.model_reports.report_model import ReportModel

MAX_IN_CHART = 15
MAX_NAME = 26
F1_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def label_slides(model: ReportModel, translator: Translator) -> tuple[Slide, ...]:
    """Those of the three slides for which there is something to show."""
    slides = (make(model, translator) for make in SLIDES)
    return tuple(slide for slide in slides if slide is not None)


def _label_scores(model: ReportModel, translator: Translator) -> Slide | None:
    labels = model.comparison.per_label
    if not labels:
        return None
    changes = {label.label: f1_change(label) or 0.0 for label in labels}
    title = translator.text(
        "F1 rises on {rises} of {all} labels and falls on {falls}",
        rises=str(sum(change > 0 for change in changes.values())),
        all=str(len(labels)),
        falls=str(sum(change < 0 for change in changes.values())),
    )
    if all(f1_change(label) is None for label in labels):
        title = translator.text("The weakest labels of the retrained model")
    by_size = sorted(labels, key=lambda label: (-abs(changes[label.label]), label.retrained_f1))
    shown = sorted(by_size[:MAX_IN_CHART], key=lambda label: -changes[label.label])
    rows = tuple(_label_dot(label, translator) for label in shown)
    ticks = tuple((value, translator.number(f"{value:.1f}")) for value in F1_TICKS)
    legacy = translator.text("legacy") if model.comparison.confusion.legacy else ""
    dots = Dots(title, (legacy, translator.text("retrained"), ""), rows, ticks)
    return Slide(title, number_shown(len(shown), len(labels), translator), dots=dots)


def _confusions(model: ReportModel, translator: Translator) -> Slide | None:
    comparison = model.comparison
    changes = [mistake.change for mistake in changed_mistakes(comparison)]
    if not changes:
        return None
    total = translator.number(format_count_change(sum(changes)))
    title = translator.text(
        "Kinds of mistake: {fewer} shrank, {more} grew; {total} mistakes in all",
        fewer=translator.count(sum(change < 0 for change in changes)),
        more=translator.count(sum(change > 0 for change in changes)),
        total=total,
    )
    if comparison.confusion.legacy is None:
        phrase = "The retrained model makes {total} mistakes"
        title = translator.text(phrase, total=total.lstrip("+"))
    tables = [translator.table(make(comparison)) for make in (disappeared_table, appeared_table)]
    lead = translator.text("Recent holdout by true label and prediction; the largest changes first")
    return Slide(title, lead, tables=tuple(table for table in tables if table.rows))


def _costs_and_calibration(model: ReportModel, translator: Translator) -> Slide:
    severity = model.comparison.severity
    legacy = model.comparison.calibration.get(Model.LEGACY)
    retrained = model.comparison.calibration.get(Model.RETRAINED)
    tiles = [_tile("Mean cost of a prediction", severity.retrained, severity.legacy, translator)]
    if retrained:
        name = "Expected calibration error"
        legacy_error = legacy.expected_error if legacy else None
        tiles.append(_tile(name, retrained.expected_error, legacy_error, translator))
    cost = translator.score(severity.retrained)
    title = translator.text("A prediction costs {cost} on average", cost=cost)
    if severity.legacy is not None:
        delta = translator.change(severity.retrained - severity.legacy)
        phrase = "A prediction costs {cost} on average, {delta} against the legacy model"
        title = translator.text(phrase, cost=cost, delta=delta)
    lead = translator.text("How severe mistakes are, and how reliable confidence is; lower is better")
    diagram = _reliability(legacy, retrained, translator) if retrained else None
    return Slide(title, lead, tuple(tiles), reliability=diagram)


def _tile(name: str, value: float, legacy: float | None, translator: Translator) -> Tile:
    note = ""
    if legacy is not None:
        note = translator.text("legacy {score}", score=translator.score(legacy))
    return Tile(translator.text(name), translator.score(value), note)


def _reliability(legacy: Calibration | None, retrained: Calibration, translator: Translator) -> Reliability:
    error = translator.score(retrained.expected_error)
    phrase = "Confidence against accuracy: {error} apart on average"
    return Reliability(
        sentence=translator.text(phrase, error=error),
        legend=(translator.text("legacy") if legacy else "", translator.text("retrained")),
        axes=(translator.text("confidence"), translator.text("accuracy")),
        legacy=_bins(legacy) if legacy else (),
        retrained=_bins(retrained),
    )


def _bins(calibration: Calibration) -> tuple[tuple[float, float, int], ...]:
    return tuple((group.confidence, group.right, group.rows) for group in calibration.reliability)


def _label_dot(label: LabelScores, translator: Translator) -> Dot:
    change = translator.change(f1_change(label))
    rows = translator.count(label.support)
    note = f"{change}  (n = {rows})"
    return Dot(one_line(label.label, MAX_NAME), label.legacy_f1, label.retrained_f1, note)


def number_shown(shown: int, total: int, translator: Translator) -> str:
    """`All 5 labels.`, or how many of them are shown."""
    if shown == total:
        return translator.text("All {all} labels.", all=str(total))
    phrase = "The {shown} labels that changed most, of {all}."
    return translator.text(phrase, shown=str(shown), all=str(total))


SLIDES: tuple[Callable[[ReportModel, Translator], Slide | None], ...] = (
    _label_scores,
    _confusions,
    _costs_and_calibration,
)
