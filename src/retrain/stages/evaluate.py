"""Score the retrained and the legacy model on the validation rows."""

from retrain.ml_configuration.stages import EvaluateSections
from retrain.pipeline.evaluate import evaluate
from retrain.stages.configuration import load, problems_explained

if __name__ == "__main__":
    with problems_explained():
        evaluate(load(EvaluateSections))
