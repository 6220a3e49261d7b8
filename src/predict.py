"""Let both models answer the holdout rows that neither has seen."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import PredictSections


def main(sections: PredictSections) -> None:
    """Loads what the work needs, now that its configuration is sound, and does it."""
    from retrain.judge.predict_holdouts import predict_holdouts

    predict_holdouts(sections)


if __name__ == "__main__":
    run_stage(main, PredictSections)
