"""Let both models answer the holdout rows that neither has seen."""

from retrain.ml_configuration.stages import PredictSections
from retrain.pipeline.predict import predict_holdouts
from retrain.stages.running import run_stage

if __name__ == "__main__":
    run_stage(predict_holdouts, PredictSections)
