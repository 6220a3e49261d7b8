"""Fit the featurizers on the training rows and turn both open splits into arrays."""

from retrain.ml_configuration.stages import FeaturizeSections
from retrain.pipeline.featurize import featurize
from retrain.stages.configuration import load, problems_explained

if __name__ == "__main__":
    with problems_explained():
        featurize(load(FeaturizeSections))
