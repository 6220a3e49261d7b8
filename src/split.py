"""Deal the records to train, validation, sealed and recent by a hash of their group."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import SplitSections


def main(sections: SplitSections) -> None:
    """Loads what the work needs, now that its configuration is sound, and does it."""
    from retrain.pipeline.split import split_filtered

    split_filtered(sections)


if __name__ == "__main__":
    run_stage(main, SplitSections)
