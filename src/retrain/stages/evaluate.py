"""Score the retrained and the legacy model on the validation rows."""

from retrain.ml_configuration.stages import EvaluateSections
from retrain.pipeline.evaluate import evaluate
from retrain.stages.running import run_stage

if __name__ == "__main__":
    run_stage(evaluate, EvaluateSections)
