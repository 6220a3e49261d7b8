"""Turn raw records into the records of the task."""

from retrain.ml_configuration.stages import AdaptSections
from retrain.stages.running import run_stage


def main(sections: AdaptSections) -> None:
    """Loads what the work needs, now that its configuration is sound, and does it."""
    from retrain.pipeline.adapt import adapt_records

    adapt_records(sections)


if __name__ == "__main__":
    run_stage(main, AdaptSections)
