"""Both models side by side: every headline score."""

from dataclasses import dataclass

from retrain.model_reports.comparison_document import Score
from retrain.model_reports.formatting import (
    NOTHING,
    change,
    change_interval,
    difference,
    score,
    score_interval,
    with_interval,
)
from retrain.model_reports.metrics_document import ModelScores, Validation
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.table import Table

METRICS = {"macro_f1": "Macro F1", "accuracy": "Accuracy"}


@dataclass(frozen=True)
class NamedScore:
    """One score on one split; `best` is the Bayes optimum, where an oracle knows it."""

    name: str
    score: Score
    best: float | None = None


def named_scores(model: ReportModel) -> tuple[NamedScore, ...]:
    """Macro F1 and accuracy on the recent rows, then on the validation rows; scores that nobody has are left out."""
    recent = (NamedScore(f"{name}, recent", getattr(model.comparison, key)) for key, name in METRICS.items())
    validation = (_validation(model.metrics.validation, key, name) for key, name in METRICS.items())
    return tuple(each for each in (*recent, *validation) if each.score.retrained is not None)


def scores_table(model: ReportModel) -> Table:
    """The scores with their 95 % intervals, then what the taggers add."""
    return Table(
        caption="Scores of both models, with 95 % intervals on the recent rows",
        columns=("Score", "Legacy", "Retrained", "Difference", "Best possible"),
        rows=(*(_row(each) for each in named_scores(model)), *_taggers(model)),
    )


def _validation(validation: Validation, key: str, name: str) -> NamedScore:
    legacy, retrained = _value(validation.legacy, key), _value(validation.retrained, key)
    found = Score(legacy=legacy, retrained=retrained, delta=difference(retrained, legacy))
    return NamedScore(f"{name}, validation", found, _value(validation.bayes, key))


def _value(scores: ModelScores | None, key: str) -> float | None:
    return None if scores is None else float(getattr(scores, key))


def _row(each: NamedScore) -> tuple[str, ...]:
    found = each.score
    return (
        each.name,
        with_interval(score(found.legacy), score_interval(found.legacy_interval)),
        with_interval(score(found.retrained), score_interval(found.retrained_interval)),
        with_interval(change(found.delta), change_interval(found.delta_interval)),
        score(each.best),
    )


def _taggers(model: ReportModel) -> tuple[tuple[str, ...], ...]:
    effect = model.metrics.validation.taggers
    if effect.retrained is None and effect.legacy is None:
        return ()
    return (("Taggers add to macro F1, validation", change(effect.legacy), change(effect.retrained), NOTHING, NOTHING),)
