"""Both models side by side on the recent holdout, as `comparison.json` holds it: aggregates only."""

from retrain.decision.reason import Rounded
from retrain.ml_configuration.frozen import Frozen

Interval = tuple[Rounded, Rounded]
Matrix = tuple[tuple[int, ...], ...]


class ScorePair(Frozen):
    """One metric of both models with 95 % intervals; what needs a legacy model is None where there is none."""

    legacy: Rounded | None
    retrained: Rounded
    legacy_interval: Interval | None
    retrained_interval: Interval
    delta: Rounded | None
    delta_interval: Interval | None


class LabelScores(Frozen):
    """One label's scores; those of the legacy model are None where there is none."""

    label: str
    support: int
    legacy_f1: Rounded | None
    retrained_f1: Rounded
    legacy_precision: Rounded | None
    retrained_precision: Rounded
    legacy_recall: Rounded | None
    retrained_recall: Rounded


class Confusion(Frozen):
    """Rows by true label (first index) and answer (second index), in the order of `labels`."""

    legacy: Matrix | None
    retrained: Matrix


class Flips(Frozen):
    """Rows by which of the two models is right: `fixed` by the retrained one, `broken` by it, both, or neither."""

    fixed: int
    broken: int
    both_wrong: int
    both_right: int


class Comparison(Frozen):
    """The two models side by side.

    Attributes:
        labels: in the order of the matrices.
        rows: of the holdout.
        accuracy: of both.
        macro_f1: of both, over the labels that occur.
        per_label: in the order of `labels`.
        confusion: counts.
        flips: None where there is no legacy model.
    """

    labels: tuple[str, ...]
    rows: int
    accuracy: ScorePair
    macro_f1: ScorePair
    per_label: tuple[LabelScores, ...]
    confusion: Confusion
    flips: Flips | None

    def to_json(self) -> str:
        """The comparison as JSON: fields in their declared order, indented by 2, with a newline at the end."""
        return self.model_dump_json(indent=2) + "\n"
