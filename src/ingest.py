"""Read the source up to `as_of` into raw records and a quarantine."""

from pathlib import Path

from retrain.configuration import IngestSections
from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration import paths


def main(sections: IngestSections) -> None:
    """Loads what the work needs, now that its configuration is sound, and does it."""
    from records.ingest import ingest

    ingest(sections.source, Path(), paths.RAW_RECORDS.parent, paths.INGEST_REPORT)


if __name__ == "__main__":
    run_stage(main, IngestSections)
