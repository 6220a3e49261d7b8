"""Let both models answer the holdout rows that neither has seen."""

from retrain.ml_configuration.stages import PredictSections
from retrain.pipeline.predict import predict_holdouts
from retrain.stages.configuration import load, problems_explained

if __name__ == "__main__":
    with problems_explained():
        predict_holdouts(load(PredictSections))
