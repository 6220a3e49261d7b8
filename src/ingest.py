"""Read the records of the source up to its `as_of`; unreadable rows go to a quarantine file."""

from pathlib import Path

from retrain.configuration import IngestSections
from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration import paths


def main(sections: IngestSections) -> None:
    """Runs the stage; its libraries are imported once the configuration has been validated."""
    from records.ingest import ingest

    ingest(sections.source, Path(), paths.RAW_RECORDS.parent, paths.INGEST_REPORT)


if __name__ == "__main__":
    run_stage(main, IngestSections)
