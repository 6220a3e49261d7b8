"""Read the source up to `as_of` into raw records and a quarantine."""

from pathlib import Path

from records.ingest import ingest
from retrain.ml_configuration import paths
from retrain.stages.configuration import IngestSections
from retrain.stages.running import run_stage


def ingest_source(sections: IngestSections) -> None:
    """Ingests the configured source."""
    ingest(sections.source, Path(), paths.RAW_RECORDS.parent, paths.INGEST_REPORT)


if __name__ == "__main__":
    run_stage(ingest_source, IngestSections)
