"""Compare today's rows with those that the legacy model was trained on."""

from retrain.ml_configuration.stages import DriftSections
from retrain.pipeline.drift import measure_drift
from retrain.stages.running import run_stage

if __name__ == "__main__":
    run_stage(measure_drift, DriftSections)
