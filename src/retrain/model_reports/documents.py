"""The documents that other stages wrote, as far as a report shows them; further keys are passed over."""

from pydantic import BaseModel, ConfigDict

from retrain.ml_configuration.enums import Outcome, Split, Verdict

Interval = tuple[float, float]
Counts = tuple[tuple[int, ...], ...]


class Document(BaseModel):
    """A frozen reading of one JSON document, or of a part of one."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class JudgedModel(Document):
    """One of the two models that the court compared."""

    digest: str
    task: str


class JudgedHoldout(Document):
    """The rows of one holdout; `left_out` counts the rows that the court did not use, by reason."""

    digest: str
    left_out: dict[str, int]


class Reason(Document):
    """One check with what it found; on the sealed rows only verdict, bound and threshold are told."""

    check: str
    kind: str
    verdict: Verdict
    code: str
    legacy: float | None = None
    retrained: float | None = None
    delta: float | None = None
    bound: float | None = None
    threshold: float | None = None
    p_value: float | None = None
    method: str | None = None
    detail: dict[str, object] | None = None


class DecisionDocument(Document):
    """`decision.json`: what the court decided and why, with all that is needed to decide it again."""

    outcome: Outcome
    summary: str
    retrained: JudgedModel
    legacy: JudgedModel | None = None
    holdouts: dict[Split, JudgedHoldout]
    policy: str
    seed: int
    looks: int
    reasons: tuple[Reason, ...] = ()


class Score(Document):
    """One score of both models, in [0, 1], with 95 % intervals."""

    legacy: float | None = None
    retrained: float | None = None
    legacy_interval: Interval | None = None
    retrained_interval: Interval | None = None
    delta: float | None = None
    delta_interval: Interval | None = None


class LabelScore(Document):
    """F1 of both models on one label; `support` counts its true rows."""

    label: str
    support: int
    legacy_f1: float | None = None
    retrained_f1: float | None = None


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
    """`comparison.json`: what both models answered on the recent rows, as aggregates."""

    labels: tuple[str, ...] = ()
    rows: int
    accuracy: Score
    macro_f1: Score
    per_label: tuple[LabelScore, ...] = ()
    confusion: Confusion = Confusion()
    flips: Flips | None = None


class _ModelScores(Document):
    macro_f1: float
    accuracy: float


class Validation(Document):
    """Scores in [0, 1]; `taggers` is what the rules add to macro F1, `bayes` the best that any model could reach."""

    retrained: _ModelScores
    legacy: _ModelScores | None = None
    taggers: Score = Score()
    bayes: _ModelScores | None = None


class MetricsDocument(Document):
    """`metrics.json`: everything that was measured without opening a holdout."""

    validation: Validation


class _IngestRows(Document):
    read: int
    quarantined: int
    after_as_of: int


class IngestDocument(Document):
    """`ingest.json`: what was read; `reasons` counts the quarantined rows."""

    source: str
    licence: str
    as_of: str | None
    rows: _IngestRows
    reasons: dict[str, int]


class _FilterRows(Document):
    kept: int
    removed: int


class FilterDocument(Document):
    """`filter.json`: what was removed; `reasons` counts the removed rows."""

    rows: _FilterRows
    reasons: dict[str, int]


class _SplitRows(Document):
    train: int
    validation: int
    sealed: int
    recent: int
    waiting: int


class _Seal(Document):
    name: str
    until: str


class SplitDocument(Document):
    """`split.json`: how the filtered rows were dealt."""

    rows: _SplitRows
    seal: _Seal
    recent_from: str | None = None
