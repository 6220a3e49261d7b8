"""Compare today's training rows with those of the legacy model."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.drift_document import DriftSections


def main(sections: DriftSections) -> None:
    """Runs the stage; its libraries are imported once the configuration has been validated."""
    from retrain.judge.drift import measure_drift

    measure_drift(sections)


if __name__ == "__main__":
    run_stage(main, DriftSections)
