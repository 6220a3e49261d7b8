"""What the road wrote, as far as a report shows it; further keys are passed over."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """A frozen reading of one JSON document, or of a part of one."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class _ModelScores(Document):
    macro_f1: float
    accuracy: float


class _Gains(Document):
    retrained: float | None = None
    legacy: float | None = None


class Validation(Document):
    """Scores in [0, 1]; `taggers` is what the rules add to macro F1, `bayes` the best that any model could reach."""

    retrained: _ModelScores
    legacy: _ModelScores | None = None
    taggers: _Gains = _Gains()
    bayes: _ModelScores | None = None


class MetricsDocument(Document):
    """`metrics.json`: everything that was measured without opening a holdout."""

    validation: Validation


class MonthScore(Document):
    """The accuracy of one model on the rows of one month; `model` is legacy, retrained or bayes."""

    month: str
    model: Literal["legacy", "retrained", "bayes"]
    rows: int
    accuracy: float
    split: str = "validation"


class FlippedRow(Document):
    """A row on which the models differ, or whose label both doubt; text and words are empty where they are hidden."""

    id: str
    change: str
    truth: str
    legacy: str
    legacy_confidence: float
    retrained: str
    retrained_confidence: float
    cost_change: float
    text: str = ""
    legacy_words: str = ""
    retrained_words: str = ""


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
