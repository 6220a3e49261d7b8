"""The slides about labels: how often they come, how well they are told apart, what is mixed up, what can be trusted."""

from retrain.ml_configuration.comparison_document import Calibration, LabelScores, Model
from retrain.model_reports.charts.confusion import appeared_table, changed, disappeared_table
from retrain.model_reports.deck.blocks import Dot, Dots, Reliability, Slide, Tile, tick_values
from retrain.model_reports.deck.translation import Wording
from retrain.model_reports.escaping import one_line
from retrain.model_reports.formatting import change, count, count_change, difference, score
from retrain.model_reports.report_model import ReportModel

IN_CHART = 15
NAME = 26


def label_slides(model: ReportModel, wording: Wording) -> tuple[Slide, ...]:
    """Each of the four slides for which there is something to show."""
    makers = (_repartition, _labels, _confusions, _trust)
    return tuple(slide for make in makers if (slide := make(model, wording)) is not None)


def _repartition(model: ReportModel, wording: Wording) -> Slide | None:
    drift, say = model.drift, wording.say
    shares = [(each.label, each.then / drift.rows.then, each.since / drift.rows.since) for each in drift.labels]
    if not shares:
        return None
    shown = sorted(shares, key=lambda each: -abs(each[2] - each[1]))[:IN_CHART]
    grown = max(shares, key=lambda each: each[2] - each[1])
    written = {
        "label": one_line(grown[0], NAME),
        "then": wording.percent(grown[1]),
        "since": wording.percent(grown[2]),
    }
    title = say("The share of {label} goes from {then} to {since}", **written)
    rows = (wording.number(count(each)) for each in (drift.rows.then, drift.rows.since))
    lead = say(
        "Shares of the labels in {then} training rows of then and {since} since then",
        **dict(zip(("then", "since"), rows, strict=True)),
    )
    dots = tuple(
        Dot(one_line(label, NAME), then, since, _points(since - then, wording)) for label, then, since in shown
    )
    ticks = tuple((value, wording.percent(value, 0)) for value in tick_values(dots))
    return Slide(
        title,
        f"{lead}. {_shown(len(shown), len(shares), wording)}",
        dots=Dots(title, (say("then"), say("since then"), ""), dots, ticks),
    )


def _labels(model: ReportModel, wording: Wording) -> Slide | None:
    labels, say = model.comparison.per_label, wording.say
    if not labels:
        return None
    rises, falls = (sum((_change(each) or 0) * sign > 0 for each in labels) for sign in (1, -1))
    title = say(
        "F1 rises on {rises} of {all} labels and falls on {falls}",
        rises=str(rises),
        all=str(len(labels)),
        falls=str(falls),
    )
    if all(_change(each) is None for each in labels):
        title = say("The weakest labels of the retrained model")
    shown = sorted(labels, key=lambda each: (-abs(_change(each) or 0), each.retrained_f1))[:IN_CHART]
    rows = tuple(_label_dot(each, wording) for each in sorted(shown, key=lambda each: -(_change(each) or 0)))
    ticks = tuple((value, wording.number(f"{value:.1f}")) for value in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0))
    legend = (say("legacy") if model.comparison.confusion.legacy else "", say("retrained"), "")
    return Slide(title, _shown(len(shown), len(labels), wording), dots=Dots(title, legend, rows, ticks))


def _confusions(model: ReportModel, wording: Wording) -> Slide | None:
    comparison, say = model.comparison, wording.say
    changes = [each.change for each in changed(comparison)]
    if not changes:
        return None
    fewer, more = sum(each < 0 for each in changes), sum(each > 0 for each in changes)
    total = wording.number(count_change(sum(changes)))
    facts = {"fewer": wording.number(count(fewer)), "more": wording.number(count(more)), "total": total}
    title = say("Kinds of mistake: {fewer} shrank, {more} grew; {total} mistakes in all", **facts)
    if comparison.confusion.legacy is None:
        title = say("The retrained model makes {total} mistakes", total=total.lstrip("+"))
    tables = tuple(wording.table(each(comparison)) for each in (disappeared_table, appeared_table))
    lead = say("Recent rows by true label and answer; the largest changes first")
    return Slide(title, lead, tables=tuple(each for each in tables if each.rows))


def _trust(model: ReportModel, wording: Wording) -> Slide:
    severity, calibration = model.comparison.severity, model.comparison.calibration
    legacy, retrained = calibration.get(Model.LEGACY), calibration.get(Model.RETRAINED)
    tiles = [_tile("Mean cost of an answer", severity.retrained, severity.legacy, wording)]
    if retrained:
        before = legacy.expected_error if legacy else None
        tiles.append(_tile("Mean error of the confidence", retrained.expected_error, before, wording))
    facts = {"cost": wording.number(score(severity.retrained))}
    title = wording.say("An answer costs {cost} on average", **facts)
    if severity.legacy is not None:
        facts["delta"] = wording.number(change(severity.retrained - severity.legacy))
        title = wording.say("An answer costs {cost} on average, {delta} against the legacy model", **facts)
    lead = wording.say("How severe mistakes are, and how far a confidence can be trusted; the smaller, the better")
    return Slide(title, lead, tuple(tiles), reliability=_reliability(legacy, retrained, wording) if retrained else None)


def _tile(name: str, value: float, before: float | None, wording: Wording) -> Tile:
    note = "" if before is None else wording.say("legacy {score}", score=wording.number(score(before)))
    return Tile(wording.say(name), wording.number(score(value)), note)


def _reliability(legacy: Calibration | None, retrained: Calibration, wording: Wording) -> Reliability:
    old, new = (
        tuple((each.confidence, each.right, each.rows) for each in one.reliability) if one else ()
        for one in (legacy, retrained)
    )
    error = wording.number(score(retrained.expected_error))
    sentence = wording.say("Stated confidence against the share that was right: {error} apart on average", error=error)
    axes = wording.say("stated confidence"), wording.say("share that was right")
    legend = wording.say("legacy") if old else "", wording.say("retrained")
    return Reliability(sentence, legend, axes, old, new)


def _label_dot(each: LabelScores, wording: Wording) -> Dot:
    note = f"{wording.number(change(_change(each)))}  (n = {wording.number(count(each.support))})"
    return Dot(one_line(each.label, NAME), each.legacy_f1, each.retrained_f1, note)


def _change(each: LabelScores) -> float | None:
    return difference(each.retrained_f1, each.legacy_f1)


def _shown(shown: int, of: int, wording: Wording) -> str:
    if shown == of:
        return wording.say("All {all} labels.", all=str(of))
    return wording.say("The {shown} labels that changed most, of {all}.", shown=str(shown), all=str(of))


def _points(value: float, wording: Wording) -> str:
    return wording.number(change(100 * value, 1))
