"""Fit the featurizers on the training rows, and transform training and validation rows."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import FeaturizeSections


def main(sections: FeaturizeSections) -> None:
    """Runs the stage; its libraries are imported once the configuration has been validated."""
    from retrain.pipeline.featurize import featurize

    featurize(sections)


if __name__ == "__main__":
    run_stage(main, FeaturizeSections)
