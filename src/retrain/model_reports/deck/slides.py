"""The slides of the deck: what business people need to know, each title a computed sentence."""

from collections import Counter
from dataclasses import asdict

from retrain.ml_configuration.comparison_document import Comparison, ScorePair
from retrain.ml_configuration.decision_document import Reason
from retrain.ml_configuration.deck import Style
from retrain.ml_configuration.enums import Verdict
from retrain.model_reports.charts.scores import NamedScore, named_scores
from retrain.model_reports.deck.blocks import Dot, Dots, Slide, Tile, tick_values
from retrain.model_reports.deck.example_slides import example_slides
from retrain.model_reports.deck.label_slides import NAME, label_slides
from retrain.model_reports.deck.translation import Wording
from retrain.model_reports.escaping import one_line
from retrain.model_reports.formatting import change, count, score, with_interval
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.provenance import provenance_table, rows_table
from retrain.model_reports.tables.table import Table

MOST_CHECKS, MOST_UNMET = 11, 4
FROM_WORST = (Verdict.FAIL, Verdict.UNDECIDED, Verdict.BLIND, Verdict.SKIPPED, Verdict.PASS)
UNMET = FROM_WORST[:2]


def deck_document(model: ReportModel, style: Style) -> dict[str, object]:
    """What the engines' templates read: title, digest of the model, style and slides, as plain values."""
    slides = [asdict(slide) for slide in deck(model, Wording(style.words, style.decimal_comma))]
    look = style.model_dump(mode="json", exclude={"words"})
    return {"title": one_line(model.title), "digest": model.decision.retrained.digest, "style": look, "slides": slides}


def deck(model: ReportModel, wording: Wording) -> tuple[Slide, ...]:
    """Verdict, checks, performance, labels, mistakes, trust, examples, and how to get the same again."""
    evidence = _performance(model, wording), *label_slides(model, wording)
    first = _verdict(model, wording, tuple(slide.title for slide in evidence))
    return (first, _checks(model, wording), *evidence, *example_slides(model, wording), _reproduction(model, wording))


def _verdict(model: ReportModel, wording: Wording, findings: tuple[str, ...]) -> Slide:
    comparison, say = model.comparison, wording.say
    tiles = [
        _tile("Macro F1, recent", comparison.macro_f1, wording),
        _tile("Accuracy, recent", comparison.accuracy, wording),
    ]
    if comparison.flips:
        fixed, broken = (wording.number(count(each)) for each in (comparison.flips.fixed, comparison.flips.broken))
        tiles.append(Tile(say("Answers fixed / broken"), f"{fixed} / {broken}", say("by the retrained model")))
    unmet = [each for each in _worst_first(model) if each.verdict in UNMET][:MOST_UNMET]
    notes = tuple(f"{one_line(each.check, NAME)}: {say(each.code.words)}" for each in unmet)
    headline, lead = say(model.decision.outcome.words), _right_answers(model.comparison, wording)
    return Slide(headline, lead, tuple(tiles), notes=(*notes, *findings))


def _right_answers(comparison: Comparison, wording: Wording) -> str:
    facts = {"rows": wording.number(count(comparison.rows)), "new": wording.percent(comparison.accuracy.retrained)}
    if comparison.accuracy.legacy is None:
        alone = "Of {rows} recent records the retrained model answers {new} right; there is nothing to compare it with."
        return wording.say(alone, **facts)
    both = "Of {rows} recent records the retrained model answers {new} right, the model that serves now {old}."
    return wording.say(both, old=wording.percent(comparison.accuracy.legacy), **facts)


def _checks(model: ReportModel, wording: Wording) -> Slide:
    say, reasons = wording.say, _worst_first(model)
    found = Counter(each.verdict for each in reasons)
    numbers = {verdict.value: str(found[verdict]) for verdict in Verdict}
    title = say(
        "Of {all} checks {passed} pass and {fail} fail", all=str(len(reasons)), passed=numbers["pass"], **numbers
    )
    lead = say(
        "{undecided} undecided, {blind} blind, {skipped} skipped; a bound is the worst that is still likely", **numbers
    )
    columns = tuple(map(say, ("Check", "Verdict", "Reading", "Bound", "Needs above")))
    shown = reasons[:MOST_CHECKS]
    rows = tuple(_check_row(each, wording) for each in shown)
    hidden = len(reasons) - len(shown)
    notes = (say("{hidden} more checks stand on the page.", hidden=str(hidden)),) if hidden else ()
    table = Table(say("The worst first"), columns, rows, 3, tuple(each.verdict.value for each in shown))
    return Slide(title, lead, tables=(table,), notes=notes)


def _check_row(reason: Reason, wording: Wording) -> tuple[str, ...]:
    bound, threshold = (wording.number(change(each, 4)) for each in (reason.bound, reason.threshold))
    words = wording.say(reason.verdict.value), wording.say(reason.code.words)
    return one_line(reason.check, NAME), *words, bound, threshold


def _performance(model: ReportModel, wording: Wording) -> Slide:
    say = wording.say
    rows = tuple(_score_dot(each, wording) for each in named_scores(model))
    legend = say("legacy") if model.comparison.confusion.legacy else "", say("retrained"), say("best possible")
    ticks = tuple((value, wording.number(f"{value:.2f}")) for value in tick_values(rows))
    sentence = "; ".join(f"{row.name}: {wording.number(score(row.retrained))} ({row.note})" for row in rows)
    lead = say("Scores, on the recent rows with their 95 % intervals")
    return Slide(_change_of_score(model.comparison.macro_f1, wording), lead, dots=Dots(sentence, legend, rows, ticks))


def _change_of_score(found: ScorePair, wording: Wording) -> str:
    if found.delta is None:
        return wording.say("Macro F1 is {score}", score=wording.number(score(found.retrained)))
    ends = found.delta_interval or (found.delta, found.delta)
    delta, low, high = (wording.number(change(each)) for each in (found.delta, *ends))
    phrase = "Macro F1 changes by {delta} (95 % interval {low} to {high})"
    return wording.say(phrase, delta=delta, low=low, high=high)


def _score_dot(each: NamedScore, wording: Wording) -> Dot:
    found = each.score
    return Dot(
        wording.say(each.name),
        found.legacy,
        found.retrained,
        wording.number(change(found.delta)),
        found.legacy_interval,
        found.retrained_interval,
        each.best,
    )


def _reproduction(model: ReportModel, wording: Wording) -> Slide:
    rows = {split.value: wording.number(count(each.rows)) for split, each in model.decision.holdouts.items()}
    lead = wording.say(
        "Check out the commit that holds this report; dvc pull fetches its data, make repro computes it again"
    )
    title = wording.say(
        "Judged on rows that neither model was trained on: {rows}",
        rows=", ".join(f"{number} {wording.say(split)}" for split, number in rows.items()),
    )
    return Slide(title, lead, tables=tuple(wording.table(each(model)) for each in (provenance_table, rows_table)))


def _worst_first(model: ReportModel) -> list[Reason]:
    return sorted(model.decision.reasons, key=lambda each: FROM_WORST.index(each.verdict))


def _tile(name: str, found: ScorePair, wording: Wording) -> Tile:
    gain = wording.number(with_interval(change, found.delta, found.delta_interval))
    note = wording.say("difference {gain}", gain=gain.replace(" to ", " … ")) if found.delta is not None else ""
    return Tile(wording.say(name), wording.number(score(found.retrained)), note)
