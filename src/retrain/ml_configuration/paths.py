"""Paths of inputs and outputs, relative to the root of the repository."""

from pathlib import Path

from retrain.ml_configuration.enums import Split

RAW_RECORDS = Path("data/raw/records.csv")
ORACLE = Path("data/raw/oracle.csv")
ADAPTED = Path("data/adapted/records.csv")
FILTERED = Path("data/filtered/records.csv")
REMOVED = Path("data/filtered/removed.csv")
SPLITS = Path("data/splits")
FEATURES = Path("data/features")
RETRAINED = Path("models/retrained")
PRODUCTION = Path("models/production")
RELEASES = Path("models/releases")
PRODUCTION_POINTER = Path("models/production.dvc")
LIVE = Path("reports/live")
INGEST_REPORT = Path("reports/ingest.json")
FILTER_REPORT = Path("reports/filter.json")
SPLIT_REPORT = Path("reports/split.json")
METRICS = Path("reports/metrics.json")
SEARCH = Path("reports/search")
VALIDATION_LABELS = Path("reports/validation_labels.csv")
VALIDATION_CONFUSION = Path("reports/validation_confusion.csv")
VALIDATION_CONFIDENCE = Path("reports/validation_confidence.csv")
VALIDATION_PRECISION = Path("reports/validation_precision.csv")
VALIDATION_MONTHS = Path("reports/validation_months.csv")
PREDICTIONS = Path("judge/predictions")
BEST = Path("judge/best")
BEST_IDENTITY = Path("judge/best/best.json")
BEST_PREDICTIONS = Path("judge/best/predictions.csv")
EVIDENCE = Path("judge/predictions/evidence.json")
FLIPS = Path("judge/flips.csv")
DECISIONS = Path("decisions")
USES = Path("decisions/uses")
DECISION = Path("reports/decision.json")
COMPARISON = Path("reports/comparison.json")
DRIFT = Path("reports/drift.json")
PAGE = Path("reports/index.html")
COMMENT = Path("reports/comment.md")
MODEL_CARD = Path("reports/MODEL_CARD.md")
DECK = Path("reports/deck.pdf")


def split_file(split: Split) -> Path:
    """The CSV of one split."""
    return SPLITS / f"{split.value}.csv"
