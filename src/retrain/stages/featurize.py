"""Fit the featurizers on the training rows and turn both open splits into arrays."""

from retrain.ml_configuration.stages import FeaturizeSections
from retrain.pipeline.featurize import featurize
from retrain.stages.running import run_stage

if __name__ == "__main__":
    run_stage(featurize, FeaturizeSections)
