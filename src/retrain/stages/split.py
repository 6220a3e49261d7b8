"""Deal the records to train, validation, sealed and recent by a hash of their group."""

from retrain.ml_configuration.stages import SplitSections
from retrain.pipeline.split import split_filtered
from retrain.stages.configuration import load, problems_explained

if __name__ == "__main__":
    with problems_explained():
        split_filtered(load(SplitSections))
