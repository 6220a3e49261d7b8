"""Everything that a report shows, in one value."""

from typing import Self

from pydantic import Field, ValidationError

from retrain.ml_configuration import paths
from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.comparison_document import Comparison
from retrain.ml_configuration.decision_document import Decision
from retrain.ml_configuration.drift_document import Drift
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.report import RecordText
from retrain.model_reports.documents import (
    FilterDocument,
    FlippedRow,
    IngestDocument,
    MetricsDocument,
    MonthScore,
    SplitDocument,
)

FILES = {
    "decision": paths.DECISION,
    "comparison": paths.COMPARISON,
    "drift": paths.DRIFT,
    "metrics": paths.METRICS,
    "ingest": paths.INGEST_REPORT,
    "filtering": paths.FILTER_REPORT,
    "splitting": paths.SPLIT_REPORT,
    "flips": paths.FLIPS,
    "months": paths.VALIDATION_MONTHS,
}


class ReportModel(FrozenModel):
    """The documents behind one page and one comment.

    Attributes:
        title: heading of the page.
        text: how much of a record's text the page may show; this page holds aggregates only.
        decision: what the court decided.
        comparison: both models on the recent rows.
        drift: today's rows against those that the legacy model was trained on.
        metrics: both models on the validation rows.
        ingest: what was read from the source.
        filtering: what was removed.
        splitting: how the rest was dealt.
        months: accuracy on the validation rows, month by month.
        flips: recent rows on which the two models differ, as many as the page shows.
        flip_counts: how many there are of each change.
        curves: figures of the retrained model's training by name, one number an epoch.
        decision_sha256: of the file of the decision, which an override names.
    """

    title: str
    text: RecordText
    decision: Decision
    comparison: Comparison
    drift: Drift
    metrics: MetricsDocument
    ingest: IngestDocument
    filtering: FilterDocument
    splitting: SplitDocument
    months: tuple[MonthScore, ...] = ()
    flips: tuple[FlippedRow, ...] = ()
    flip_counts: dict[str, int] = Field(default_factory=dict)
    decision_sha256: str = ""
    curves: dict[str, tuple[float, ...]] = Field(default_factory=dict)

    @classmethod
    def of(cls, title: str, text: RecordText, **documents: object) -> Self:
        """A report model read from parsed JSON documents, one keyword a document.

        Raises:
            InputError: a document lacks a key or holds a value of the wrong kind.
        """
        try:
            return cls.model_validate({"title": title, "text": text, **documents})
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            document, *keys = map(str, first["loc"])
            place = f"{FILES.get(document, document)}: {'.'.join(keys) or 'document'}"
            raise InputError(f"{place}: {first['msg']}; write it again with `make repro`") from error
