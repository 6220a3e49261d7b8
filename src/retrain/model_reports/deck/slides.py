"""The slides of the deck, for business readers; each title is a computed sentence."""

from collections import Counter
from dataclasses import asdict

from retrain.ml_configuration.comparison_document import Comparison, ScorePair
from retrain.ml_configuration.decision_document import Reason
from retrain.ml_configuration.deck import Style
from retrain.ml_configuration.enums import Verdict
from retrain.model_reports.charts.headline_scores import NamedScore, named_scores
from retrain.model_reports.deck.blocks import Dot, Dots, Slide, Tile, tick_values
from retrain.model_reports.deck.example_slides import example_slides
from retrain.model_reports.deck.label_share_slides import label_share_slides
from retrain.model_reports.deck.label_slides import MAX_NAME, label_slides
from retrain.model_reports.deck.translation import Translator
from retrain.model_reports.escaping import one_line
from retrain.model_reports.formatting import format_change, with_interval
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.provenance import provenance_table, rows_table
from retrain.model_reports.tables.report_table import Table

MAX_CHECKS = 11
MAX_UNMET = 4
FROM_WORST = (Verdict.FAIL, Verdict.UNDECIDED, Verdict.UNDERPOWERED, Verdict.SKIPPED, Verdict.PASS)
UNMET = FROM_WORST[:2]
CHECK_COLUMNS = ("Check", "Verdict", "Reading", "Bound", "Needs above")
RIGHT_PREDICTIONS = (
    "Of {rows} records in the recent holdout the retrained model predicts {new} right, the legacy model {old}."
)
RIGHT_WITHOUT_LEGACY = (
    "Of {rows} records in the recent holdout the retrained model predicts {new} right; "
    "there is no legacy model to compare it with."
)
CHECKS_LEAD = (
    "{undecided} undecided, {underpowered} underpowered, {skipped} skipped; a bound is the worst value still likely"
)
REPRODUCTION_LEAD = "Check out the commit of this report; dvc pull fetches its data, make repro computes it again"


def deck_document(model: ReportModel, style: Style) -> dict[str, object]:
    """The values for the engines' templates: title, model digest, style and slides."""
    slides = deck_slides(model, Translator(style.words, style.decimal_comma))
    return {
        "title": one_line(model.title),
        "digest": model.decision.retrained.digest,
        "style": style.model_dump(mode="json", exclude={"words"}),
        "slides": [asdict(slide) for slide in slides],
    }


def deck_slides(model: ReportModel, translator: Translator) -> tuple[Slide, ...]:
    """Decision, checks, scores, labels, mistakes, calibration, examples and reproduction."""
    evidence = (
        _scores(model, translator),
        *label_share_slides(model, translator),
        *label_slides(model, translator),
    )
    findings = tuple(slide.title for slide in evidence)
    return (
        _decision(model, translator, findings),
        _checks(model, translator),
        *evidence,
        *example_slides(model, translator),
        _reproduction(model, translator),
    )


def _decision(model: ReportModel, translator: Translator, findings: tuple[str, ...]) -> Slide:
    comparison = model.comparison
    tiles = [
        _tile("Macro F1, recent", comparison.macro_f1, translator),
        _tile("Accuracy, recent", comparison.accuracy, translator),
    ]
    if comparison.flips:
        fixed = translator.count(comparison.flips.fixed)
        broken = translator.count(comparison.flips.broken)
        name = translator.text("Predictions fixed / broken")
        tiles.append(Tile(name, f"{fixed} / {broken}", translator.text("by the retrained model")))
    unmet = [reason for reason in _worst_first(model) if reason.verdict in UNMET][:MAX_UNMET]
    notes = [f"{_name(reason)}: {translator.text(reason.code.words)}" for reason in unmet]
    title = translator.text(model.decision.outcome.words)
    lead = _right_predictions(comparison, translator)
    return Slide(title, lead, tuple(tiles), notes=(*notes, *findings))


def _right_predictions(comparison: Comparison, translator: Translator) -> str:
    fields = {
        "rows": translator.count(comparison.rows),
        "new": translator.percent(comparison.accuracy.retrained),
    }
    legacy = comparison.accuracy.legacy
    if legacy is None:
        return translator.text(RIGHT_WITHOUT_LEGACY, **fields)
    return translator.text(RIGHT_PREDICTIONS, old=translator.percent(legacy), **fields)


def _checks(model: ReportModel, translator: Translator) -> Slide:
    reasons = _worst_first(model)
    counts = Counter(reason.verdict for reason in reasons)
    title = translator.text(
        "Of {all} checks {passed} pass and {fail} fail",
        all=str(len(reasons)),
        passed=str(counts[Verdict.PASS]),
        fail=str(counts[Verdict.FAIL]),
    )
    counts_by_name = {verdict.value: str(counts[verdict]) for verdict in Verdict}
    lead = translator.text(CHECKS_LEAD, **counts_by_name)
    shown = reasons[:MAX_CHECKS]
    table = Table(
        caption=translator.text("The worst first"),
        columns=tuple(map(translator.text, CHECK_COLUMNS)),
        rows=tuple(_check_row(reason, translator) for reason in shown),
        texts=3,
        tones=tuple(reason.verdict.value for reason in shown),
    )
    hidden = len(reasons) - len(shown)
    more = translator.text("{hidden} more checks are on the page.", hidden=str(hidden))
    return Slide(title, lead, tables=(table,), notes=(more,) if hidden else ())


def _check_row(reason: Reason, translator: Translator) -> tuple[str, ...]:
    return (
        _name(reason),
        translator.text(reason.verdict.value),
        translator.text(reason.code.words),
        translator.change(reason.bound, 4),
        translator.change(reason.threshold, 4),
    )


def _scores(model: ReportModel, translator: Translator) -> Slide:
    rows = tuple(_score_dot(named, translator) for named in named_scores(model))
    legacy = translator.text("legacy") if model.comparison.confusion.legacy else ""
    legend = (legacy, translator.text("retrained"), translator.text("best possible"))
    ticks = tuple((value, translator.number(f"{value:.2f}")) for value in tick_values(rows))
    phrases = [f"{row.name}: {translator.score(row.retrained)} ({row.note})" for row in rows]
    lead = translator.text("Scores, with 95 % intervals on the recent holdout")
    dots = Dots("; ".join(phrases), legend, rows, ticks)
    return Slide(_score_title(model.comparison.macro_f1, translator), lead, dots=dots)


def _score_title(macro_f1: ScorePair, translator: Translator) -> str:
    if macro_f1.delta is None:
        return translator.text("Macro F1 is {score}", score=translator.score(macro_f1.retrained))
    low, high = macro_f1.delta_interval or (macro_f1.delta, macro_f1.delta)
    return translator.text(
        "Macro F1 changes by {delta} (95 % interval {low} to {high})",
        delta=translator.change(macro_f1.delta),
        low=translator.change(low),
        high=translator.change(high),
    )


def _score_dot(named: NamedScore, translator: Translator) -> Dot:
    pair = named.score
    return Dot(
        translator.text(named.name),
        pair.legacy,
        pair.retrained,
        translator.change(pair.delta),
        pair.legacy_interval,
        pair.retrained_interval,
        named.best,
    )


def _reproduction(model: ReportModel, translator: Translator) -> Slide:
    rows = [
        f"{translator.count(holdout.rows)} {translator.text(split)}"
        for split, holdout in model.decision.holdouts.items()
    ]
    phrase = "Evaluated on rows that neither model was trained on: {rows}"
    title = translator.text(phrase, rows=", ".join(rows))
    tables = (translator.table(provenance_table(model)), translator.table(rows_table(model)))
    return Slide(title, translator.text(REPRODUCTION_LEAD), tables=tables)


def _name(reason: Reason) -> str:
    return one_line(reason.check, MAX_NAME)


def _worst_first(model: ReportModel) -> list[Reason]:
    return sorted(model.decision.reasons, key=lambda reason: FROM_WORST.index(reason.verdict))


def _tile(name: str, pair: ScorePair, translator: Translator) -> Tile:
    note = ""
    if pair.delta is not None:
        gain = translator.number(with_interval(format_change, pair.delta, pair.delta_interval))
        note = translator.text("difference {gain}", gain=gain.replace(" to ", " … "))
    return Tile(translator.text(name), translator.score(pair.retrained), note)
