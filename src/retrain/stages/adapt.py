"""Turn raw records into the records of the task."""

from retrain.ml_configuration.stages import AdaptSections
from retrain.pipeline.adapt import adapt_records
from retrain.stages.configuration import load, problems_explained

if __name__ == "__main__":
    with problems_explained():
        adapt_records(load(AdaptSections))
