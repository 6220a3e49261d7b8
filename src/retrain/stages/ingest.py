"""Read the source up to `as_of` into raw records and a quarantine."""

from pathlib import Path

from records.ingest import ingest
from retrain.ml_configuration import paths
from retrain.stages.configuration import IngestSections, load, problems_explained

if __name__ == "__main__":
    with problems_explained():
        ingest(load(IngestSections).source, Path(), paths.RAW_RECORDS.parent, paths.INGEST_REPORT)
