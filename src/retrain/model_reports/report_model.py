"""All values that the reports show."""

from typing import Self

from pydantic import Field, ValidationError

from retrain.ml_configuration import paths
from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.comparison_document import Comparison
from retrain.ml_configuration.decision_document import Decision
from retrain.ml_configuration.drift_document import Drift
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.report import RecordText
from retrain.model_reports import stage_documents as stages

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
    """The documents of one run, validated.

    Attributes:
        title: heading of the page.
        text: how much of a record's text the page may show.
        decision: outcome and checks.
        comparison: both models on the recent holdout.
        drift: newer rows against the legacy model's training rows.
        metrics: both models on the validation rows.
        ingest: rows read from the source.
        filtering: rows removed.
        splitting: rows of each split.
        months: accuracy on the validation rows by month.
        flips: recent rows that the models predict differently, as many as the page shows.
        flip_counts: number of all such rows by change.
        decision_sha256: SHA-256 of decision.json, which an override names.
        curves: metrics logged in training by name, one number an epoch.
    """

    title: str
    text: RecordText
    decision: Decision
    comparison: Comparison
    drift: Drift
    metrics: stages.MetricsDocument
    ingest: stages.IngestDocument
    filtering: stages.FilterDocument
    splitting: stages.SplitDocument
    months: tuple[stages.MonthScore, ...] = ()
    flips: tuple[stages.FlippedRow, ...] = ()
    flip_counts: dict[str, int] = Field(default_factory=dict)
    decision_sha256: str = ""
    curves: dict[str, tuple[float, ...]] = Field(default_factory=dict)

    @classmethod
    def of(cls, title: str, text: RecordText, **documents: object) -> Self:
        """A report model from parsed documents, one keyword a document.

        Raises:
            InputError: a document lacks a key or has a value of the wrong type; names its file.
        """
        try:
            return cls.model_validate({"title": title, "text": text, **documents})
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            document, *keys = map(str, first["loc"])
            location = f"{FILES.get(document, document)}: {'.'.join(keys) or 'document'}"
            raise InputError(f"{location}: {first['msg']}; write it again with `make repro`") from error
