"""The stages' JSON and CSV files as far as a report shows them; further keys are ignored."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class StageDocument(BaseModel):
    """A frozen view of one JSON document, or of a part of one."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class _ModelScores(StageDocument):
    macro_f1: float
    accuracy: float


class _TaggerGains(StageDocument):
    retrained: float | None = None
    legacy: float | None = None


class Validation(StageDocument):
    """Scores in [0, 1] on the validation rows.

    Attributes:
        retrained: of the retrained model.
        legacy: of the legacy model; None without one.
        taggers: what each model's taggers add to its macro F1.
        bayes: of the Bayes classifier, the best possible; None where the data has no oracle.
    """

    retrained: _ModelScores
    legacy: _ModelScores | None = None
    taggers: _TaggerGains = _TaggerGains()
    bayes: _ModelScores | None = None


class MetricsDocument(StageDocument):
    """`metrics.json`: the metrics that need no holdout."""

    validation: Validation


class MonthScore(StageDocument):
    """The accuracy of one model, or of the Bayes classifier, on the rows of one month."""

    month: str
    model: Literal["legacy", "retrained", "bayes"]
    rows: int
    accuracy: float
    split: str = "validation"


class FlippedRow(StageDocument):
    """A row that the models predict differently, or whose label both doubt.

    Attributes:
        id: of the record.
        change: `broken`, `fixed`, `wrong_otherwise` or `label_suspect`.
        truth: the label.
        legacy: the legacy model's prediction.
        legacy_confidence: in [0, 1].
        legacy_source: `network`, or the tagger that decided the prediction.
        retrained: the retrained model's prediction.
        retrained_confidence: in [0, 1].
        retrained_source: `network`, or the tagger that decided the prediction.
        cost_change: cost of the retrained prediction minus that of the legacy one.
        text: of the record; empty where it may not be shown.
        legacy_words: terms with the largest weights for the legacy prediction; empty like the text.
        retrained_words: the same for the retrained prediction.
    """

    id: str
    change: str
    truth: str
    legacy: str
    legacy_confidence: float
    legacy_source: str = ""
    retrained: str
    retrained_confidence: float
    retrained_source: str = ""
    cost_change: float
    text: str = ""
    legacy_words: str = ""
    retrained_words: str = ""


class _IngestRows(StageDocument):
    read: int
    quarantined: int
    after_as_of: int


class IngestDocument(StageDocument):
    """`ingest.json`: what was read; `reasons` counts the quarantined rows."""

    source: str
    licence: str
    as_of: str | None
    rows: _IngestRows
    reasons: dict[str, int]


class _FilterRows(StageDocument):
    kept: int
    removed: int


class FilterDocument(StageDocument):
    """`filter.json`: what was removed; `reasons` counts the removed rows."""

    rows: _FilterRows
    reasons: dict[str, int]


class _SplitRows(StageDocument):
    train: int
    validation: int
    sealed: int
    recent: int
    waiting: int


class _Seal(StageDocument):
    name: str
    until: str


class SplitDocument(StageDocument):
    """`split.json`: how many of the filtered rows went to each split."""

    rows: _SplitRows
    seal: _Seal
    recent_from: str | None = None
