"""Let both models answer the holdout rows that neither has seen."""

from retrain.ml_configuration.stages import PredictSections
from retrain.stages.running import run_stage


def main(sections: PredictSections) -> None:
    """Loads what the work needs, now that its configuration is sound, and does it."""
    from retrain.pipeline.predict import predict_holdouts

    predict_holdouts(sections)


if __name__ == "__main__":
    run_stage(main, PredictSections)
