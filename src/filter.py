"""Remove records that fail a filter, and write the reason for each."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import FilterSections


def main(sections: FilterSections) -> None:
    """Runs the stage; its libraries are imported once the configuration has been validated."""
    from retrain.pipeline.filter import filter_adapted

    filter_adapted(sections)


if __name__ == "__main__":
    run_stage(main, FilterSections)
