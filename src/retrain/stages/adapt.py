"""Turn raw records into the records of the task."""

from retrain.ml_configuration.stages import AdaptSections
from retrain.pipeline.adapt import adapt_records
from retrain.stages.running import run_stage

if __name__ == "__main__":
    run_stage(adapt_records, AdaptSections)
