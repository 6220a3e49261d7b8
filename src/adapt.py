"""Convert raw records to the records of the task."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import AdaptSections


def main(sections: AdaptSections) -> None:
    """Runs the stage; its libraries are imported once the configuration has been validated."""
    from retrain.labelling.human_labels import overlay_human_labels
    from retrain.pipeline.adapt import adapt_records

    adapt_records(
        sections,
        overlay_human_labels,
    )


if __name__ == "__main__":
    run_stage(main, AdaptSections)
