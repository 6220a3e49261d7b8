"""The slide about drift: how the shares of the labels changed since the legacy model was trained."""

from retrain.model_reports.deck.blocks import Dot, Dots, Slide, tick_values
from retrain.model_reports.deck.label_slides import MAX_IN_CHART, MAX_NAME, number_shown
from retrain.model_reports.deck.translation import Translator
from retrain.model_reports.escaping import one_line
from retrain.model_reports.report_model import ReportModel


def label_share_slides(model: ReportModel, translator: Translator) -> tuple[Slide, ...]:
    """One slide; none where no drift was measured."""
    rows = model.drift.rows
    labels = model.drift.labels
    shares = [(row.label, row.then / rows.then, row.since / rows.since) for row in labels]
    if not shares:
        return ()
    name, then, since = max(shares, key=lambda share: share[2] - share[1])
    title = translator.text(
        "The share of {label} goes from {then} to {since}",
        label=one_line(name, MAX_NAME),
        then=translator.percent(then),
        since=translator.percent(since),
    )
    lead = translator.text(
        "Shares of the labels in {then} training rows of the legacy model and in {since} newer rows",
        then=translator.count(rows.then),
        since=translator.count(rows.since),
    )
    shown = sorted(shares, key=lambda share: -abs(share[2] - share[1]))[:MAX_IN_CHART]
    dots = tuple(
        Dot(one_line(label, MAX_NAME), before, after, translator.change(100 * (after - before), 1))
        for label, before, after in shown
    )
    ticks = tuple((value, translator.percent(value, 0)) for value in tick_values(dots))
    legend = (translator.text("legacy training"), translator.text("newer"), "")
    lead = f"{lead}. {number_shown(len(shown), len(shares), translator)}"
    return (Slide(title, lead, dots=Dots(title, legend, dots, ticks)),)
