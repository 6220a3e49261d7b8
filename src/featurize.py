"""Fit the featurizers on the training rows and turn both open splits into arrays."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import FeaturizeSections


def main(sections: FeaturizeSections) -> None:
    """Loads what the work needs, now that its configuration is sound, and does it."""
    from retrain.pipeline.featurize import featurize

    featurize(sections)


if __name__ == "__main__":
    run_stage(main, FeaturizeSections)
