"""Compute metrics of the retrained and the legacy model on the validation rows."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import EvaluateSections


def main(sections: EvaluateSections) -> None:
    """Runs the stage; its libraries are imported once the configuration has been validated."""
    from retrain.pipeline.evaluate import evaluate

    evaluate(sections)


if __name__ == "__main__":
    run_stage(main, EvaluateSections)
