"""Leave out the records that fail a criterion, and say why for each."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import FilterSections


def main(sections: FilterSections) -> None:
    """Loads what the work needs, now that its configuration is sound, and does it."""
    from retrain.pipeline.filter import filter_adapted

    filter_adapted(sections)


if __name__ == "__main__":
    run_stage(main, FilterSections)
