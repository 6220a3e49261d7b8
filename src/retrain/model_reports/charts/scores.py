"""Both models side by side: every headline score as a tile, in a table and drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrain.ml_configuration.comparison_document import Interval, ScorePair
from retrain.model_reports.charts.chart import FULL_DOT, OPEN_RING, QUIET_COLOUR, Chart, Figure, points, rows_figure
from retrain.model_reports.documents import Validation
from retrain.model_reports.formatting import NOTHING, change, count, difference, score, with_interval
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.table import Table

OFFSET = 0.14
MARK: Figure = {"color": QUIET_COLOUR, "size": 34, "symbol": "line-ns-open", "line": {"width": 2.5}}


@dataclass(frozen=True)
class NamedScore:
    """One score on one split; `best` is the Bayes optimum, where an oracle knows it."""

    name: str
    score: ScorePair
    best: float | None = None


def tiles(model: ReportModel) -> tuple[tuple[str, str, str], ...]:
    """Name, value and note of both headline scores on the recent rows, the flipped answers and the rows judged."""
    comparison, flips = model.comparison, model.comparison.flips
    found = [_tile("Macro F1, recent", comparison.macro_f1), _tile("Accuracy, recent", comparison.accuracy)]
    if flips:
        same = f"both right {count(flips.both_right)}, both wrong {count(flips.both_wrong)}"
        found.append(("Answers fixed / broken", f"{count(flips.fixed)} / {count(flips.broken)}", same))
    sealed = f"beside {count(model.splitting.rows.sealed)} sealed rows, which nobody reads"
    return (*found, ("Recent rows judged", count(comparison.rows), sealed))


def scores_table(model: ReportModel) -> Table:
    """The scores with their 95 % intervals, then what the taggers add."""
    gains = model.metrics.validation.taggers
    effect = ("Taggers add to macro F1, validation", change(gains.legacy), change(gains.retrained), NOTHING, NOTHING)
    known = gains.retrained is not None or gains.legacy is not None
    return Table(
        caption="Scores of both models, with 95 % intervals on the recent rows",
        columns=("Score", "Legacy", "Retrained", "Difference", "Best possible"),
        rows=(*(_row(each) for each in named_scores(model)), *((effect,) if known else ())),
    )


def scores_chart(model: ReportModel) -> Chart:
    """Every headline score as a point with its interval, and the best possible score as a line."""
    scores = named_scores(model)
    legacy = [(y - OFFSET, each.score.legacy, each.score.legacy_interval) for y, each in enumerate(scores)]
    new = [(y + OFFSET, each.score.retrained, each.score.retrained_interval) for y, each in enumerate(scores)]
    best = [(float(y), each.best, None) for y, each in enumerate(scores)]
    traces = (
        _trace("legacy", OPEN_RING, legacy),
        _trace("retrained", FULL_DOT, new),
        _trace("best possible", MARK, best),
    )
    height = 64 * len(scores) + 100
    figure = rows_figure(traces, [each.name for each in scores], height, tickformat=".2f")
    return Chart("scores", "; ".join(map(_phrase, scores)) + ".", figure, height, 300, scores_table(model))


def named_scores(model: ReportModel) -> tuple[NamedScore, ...]:
    """The four headline scores: of the recent rows, then of the validation rows."""
    comparison, validation = model.comparison, model.metrics.validation
    return (
        NamedScore("Macro F1, recent", comparison.macro_f1),
        NamedScore("Accuracy, recent", comparison.accuracy),
        _on_validation("Macro F1, validation", validation, "macro_f1"),
        _on_validation("Accuracy, validation", validation, "accuracy"),
    )


def _on_validation(name: str, validation: Validation, metric: str) -> NamedScore:
    every = (validation.legacy, validation.retrained, validation.bayes)
    legacy, retrained, best = (getattr(scores, metric, None) for scores in every)
    return NamedScore(name, ScorePair(legacy=legacy, retrained=retrained, delta=difference(retrained, legacy)), best)


def _tile(name: str, found: ScorePair) -> tuple[str, str, str]:
    if found.legacy is not None:
        delta = with_interval(change, found.delta, found.delta_interval)
        note = f"legacy {score(found.legacy)}, difference {delta}"
    elif found.retrained_interval:
        low, high = map(score, found.retrained_interval)
        note = f"95 % interval {low} to {high}"
    else:
        note = "no legacy model"
    return name, score(found.retrained), note


def _row(each: NamedScore) -> tuple[str, ...]:
    found = each.score
    return (
        each.name,
        with_interval(score, found.legacy, found.legacy_interval),
        with_interval(score, found.retrained, found.retrained_interval),
        with_interval(change, found.delta, found.delta_interval),
        score(each.best),
    )


def _trace(name: str, marker: Figure, places: Sequence[tuple[float, float | None, Interval | None]]) -> Figure:
    known = [(y, x, interval or (x, x)) for y, x, interval in places if x is not None]
    error = {
        "type": "data",
        "symmetric": False,
        "array": [high - x for _, x, (_, high) in known],
        "arrayminus": [x - low for _, x, (low, _) in known],
        "color": marker["color"],
        "thickness": 2,
        "width": 0,
    }
    return points(name, [(y, x, f"{name} {score(x)}") for y, x, _ in known], marker, error_x=error)


def _phrase(each: NamedScore) -> str:
    found = f"{each.name}: retrained {score(each.score.retrained)}"
    if each.score.legacy is None:
        return found
    return f"{found}, legacy {score(each.score.legacy)}, difference {change(each.score.delta)}"
