"""The four figures under the verdict."""

from dataclasses import dataclass

from retrain.model_reports.comparison_document import Score
from retrain.model_reports.formatting import change, change_interval, count, score, score_interval, with_interval
from retrain.model_reports.report_model import ReportModel


@dataclass(frozen=True)
class Tile:
    """A figure between its name and one line that puts it into proportion."""

    name: str
    value: str
    note: str


def tiles(model: ReportModel) -> tuple[Tile, ...]:
    """Both headline scores on the recent rows, the flipped answers and the rows judged."""
    comparison = model.comparison
    scores = (_score("Macro F1, recent", comparison.macro_f1), _score("Accuracy, recent", comparison.accuracy))
    return (*scores, *_flips(model), Tile("Recent rows judged", count(comparison.rows), _sealed(model)))


def _score(name: str, found: Score) -> Tile:
    if found.legacy is None:
        interval = score_interval(found.retrained_interval)
        return Tile(name, score(found.retrained), f"95 % interval {interval}" if interval else "no legacy model")
    delta = with_interval(change(found.delta), change_interval(found.delta_interval))
    return Tile(name, score(found.retrained), f"legacy {score(found.legacy)}, difference {delta}")


def _flips(model: ReportModel) -> tuple[Tile, ...]:
    flips = model.comparison.flips
    if flips is None:
        return ()
    same = f"both right {count(flips.both_right)}, both wrong {count(flips.both_wrong)}"
    return (Tile("Answers fixed / broken", f"{count(flips.fixed)} / {count(flips.broken)}", same),)


def _sealed(model: ReportModel) -> str:
    return f"beside {count(model.splitting.rows.sealed)} sealed rows, which nobody reads"
