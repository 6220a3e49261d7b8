"""Turn raw records into the records of the task."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import AdaptSections


def main(sections: AdaptSections) -> None:
    """Loads what the work needs, now that its configuration is sound, and does it."""
    from retrain.labelling.human_labels import with_given_labels
    from retrain.pipeline.adapt import adapt_records

    adapt_records(sections, with_given_labels)


if __name__ == "__main__":
    run_stage(main, AdaptSections)
