"""Deal the records to train, validation, sealed and recent by a hash of their group."""

from retrain.ml_configuration.stages import SplitSections
from retrain.pipeline.split import split_filtered
from retrain.stages.running import run_stage

if __name__ == "__main__":
    run_stage(split_filtered, SplitSections)
