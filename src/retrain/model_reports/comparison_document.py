"""`comparison.json`: both models on the recent rows, as aggregates."""

from retrain.model_reports.document import Document

Interval = tuple[float, float]
Counts = tuple[tuple[int, ...], ...]


class Score(Document):
    """One score of both models, in [0, 1], with 95 % intervals."""

    legacy: float | None = None
    retrained: float | None = None
    legacy_interval: Interval | None = None
    retrained_interval: Interval | None = None
    delta: float | None = None
    delta_interval: Interval | None = None


class LabelScore(Document):
    """F1, precision and recall of both models on one label; `support` counts its true rows."""

    label: str
    support: int
    legacy_f1: float | None = None
    retrained_f1: float | None = None
    legacy_precision: float | None = None
    retrained_precision: float | None = None
    legacy_recall: float | None = None
    retrained_recall: float | None = None


class Confusion(Document):
    """Counts of rows of both models, truth by prediction, in the order of the document's labels."""

    legacy: Counts | None = None
    retrained: Counts = ()


class Flips(Document):
    """How many answers became right, became wrong, stayed wrong and stayed right."""

    fixed: int
    broken: int
    both_wrong: int
    both_right: int


class ComparisonDocument(Document):
    """What both models answered on the recent rows."""

    labels: tuple[str, ...] = ()
    rows: int
    accuracy: Score
    macro_f1: Score
    per_label: tuple[LabelScore, ...] = ()
    confusion: Confusion = Confusion()
    flips: Flips | None = None
