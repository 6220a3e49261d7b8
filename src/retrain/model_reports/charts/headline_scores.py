"""The headline scores of both models: as tiles, as a table and as a chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrain.ml_configuration.comparison_document import Interval, ScorePair
from retrain.model_reports.charts.chart import Chart, Figure, Point, marker_trace, rows_figure, whiskers
from retrain.model_reports.formatting import difference, format_change, format_count, format_score, with_interval
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.stage_documents import Validation
from retrain.model_reports.tables.report_table import Table

OFFSET = 0.14


@dataclass(frozen=True)
class NamedScore:
    """One score on one split; `best` is the Bayes optimum where the data has an oracle."""

    name: str
    score: ScorePair
    best: float | None = None


def tiles(model: ReportModel) -> tuple[tuple[str, str, str], ...]:
    """Name, value and note of each tile: scores on the recent holdout, flips, number of rows."""
    comparison = model.comparison
    flips = comparison.flips
    contents = [_tile("Macro F1, recent", comparison.macro_f1), _tile("Accuracy, recent", comparison.accuracy)]
    if flips:
        fixed, broken = map(format_count, (flips.fixed, flips.broken))
        right, wrong = map(format_count, (flips.both_right, flips.both_wrong))
        note = f"both right {right}, both wrong {wrong}"
        contents.append(("Predictions fixed / broken", f"{fixed} / {broken}", note))
    note = f"and {format_count(model.splitting.rows.sealed)} in the sealed test set, which nobody reads"
    return (*contents, ("Recent rows evaluated", format_count(comparison.rows), note))


def scores_table(model: ReportModel) -> Table:
    """The headline scores with 95 % intervals, then the gain from taggers where it was measured."""
    gains = model.metrics.validation.taggers
    rows = [_row(named) for named in named_scores(model)]
    if gains.retrained is not None or gains.legacy is not None:
        cells = map(format_change, (gains.legacy, gains.retrained, None, None))
        rows.append(("Gain in macro F1 from taggers, validation", *cells))
    return Table(
        caption="Scores of both models, with 95 % intervals on the recent holdout",
        columns=("Score", "Legacy", "Retrained", "Difference", "Best possible"),
        rows=tuple(rows),
    )


def scores_chart(model: ReportModel) -> Chart:
    """Each score as a point with its interval, and the best possible score as an upright mark."""
    scores = named_scores(model)
    pairs = [named.score for named in scores]
    traces = (
        _trace("legacy", -OFFSET, [(pair.legacy, pair.legacy_interval) for pair in pairs]),
        _trace("retrained", OFFSET, [(pair.retrained, pair.retrained_interval) for pair in pairs]),
        _trace("best possible", 0.0, [(named.best, None) for named in scores]),
    )
    height = 64 * len(scores) + 100
    figure = rows_figure(traces, [named.name for named in scores], height, tickformat=".2f")
    sentence = "; ".join(map(_phrase, scores))
    return Chart("scores", f"{sentence}.", figure, height, scores_table(model))


def named_scores(model: ReportModel) -> tuple[NamedScore, ...]:
    """The four headline scores: on the recent holdout, then on the validation rows."""
    comparison = model.comparison
    validation = model.metrics.validation
    return (
        NamedScore("Macro F1, recent", comparison.macro_f1),
        NamedScore("Accuracy, recent", comparison.accuracy),
        _on_validation("Macro F1, validation", validation, "macro_f1"),
        _on_validation("Accuracy, validation", validation, "accuracy"),
    )


def _on_validation(name: str, validation: Validation, metric: str) -> NamedScore:
    models = (validation.legacy, validation.retrained, validation.bayes)
    legacy, retrained, best = (getattr(scores, metric, None) for scores in models)
    pair = ScorePair(legacy=legacy, retrained=retrained, delta=difference(retrained, legacy))
    return NamedScore(name, pair, best)


def _tile(name: str, pair: ScorePair) -> tuple[str, str, str]:
    if pair.legacy is not None:
        delta = with_interval(format_change, pair.delta, pair.delta_interval)
        note = f"legacy {format_score(pair.legacy)}, difference {delta}"
    elif pair.retrained_interval:
        low, high = map(format_score, pair.retrained_interval)
        note = f"95 % interval {low} to {high}"
    else:
        note = "no legacy model"
    return name, format_score(pair.retrained), note


def _row(named: NamedScore) -> tuple[str, ...]:
    pair = named.score
    return (
        named.name,
        with_interval(format_score, pair.legacy, pair.legacy_interval),
        with_interval(format_score, pair.retrained, pair.retrained_interval),
        with_interval(format_change, pair.delta, pair.delta_interval),
        format_score(named.best),
    )


def _trace(name: str, offset: float, scores: Sequence[tuple[float | None, Interval | None]]) -> Figure:
    points: list[Point] = []
    above: list[float] = []
    below: list[float] = []
    for row, (score, interval) in enumerate(scores):
        if score is not None:
            low, high = interval or (score, score)
            points.append((row + offset, score, f"{name} {format_score(score)}"))
            above.append(high - score)
            below.append(score - low)
    return marker_trace(name, points, error_x=whiskers(name, above, below))


def _phrase(named: NamedScore) -> str:
    pair = named.score
    phrase = f"{named.name}: retrained {format_score(pair.retrained)}"
    if pair.legacy is None:
        return phrase
    return f"{phrase}, legacy {format_score(pair.legacy)}, difference {format_change(pair.delta)}"
