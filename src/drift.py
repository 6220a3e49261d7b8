"""Compare today's rows with those that the legacy model was trained on."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import DriftSections


def main(sections: DriftSections) -> None:
    """Loads what the work needs, now that its configuration is sound, and does it."""
    from retrain.judge.drift import measure_drift

    measure_drift(sections)


if __name__ == "__main__":
    run_stage(main, DriftSections)
