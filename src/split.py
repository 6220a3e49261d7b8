"""Split the records into train, validation, sealed and recent."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import SplitSections


def main(sections: SplitSections) -> None:
    """Runs the stage; its libraries are imported once the configuration has been validated."""
    from retrain.pipeline.split import split_filtered

    split_filtered(sections)


if __name__ == "__main__":
    run_stage(main, SplitSections)
