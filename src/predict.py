"""Predict the holdout rows that neither model was trained on, with both models."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import PredictSections


def main(sections: PredictSections) -> None:
    """Runs the stage; its libraries are imported once the configuration has been validated."""
    from retrain.judge.predict_holdouts import predict_holdouts

    predict_holdouts(sections)


if __name__ == "__main__":
    run_stage(main, PredictSections)
