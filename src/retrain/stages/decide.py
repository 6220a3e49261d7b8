"""Judge the retrained model against the legacy model by the policy."""

from retrain.ml_configuration.stages import DecideSections
from retrain.pipeline.decide import decide
from retrain.stages.running import run_stage

if __name__ == "__main__":
    run_stage(decide, DecideSections)
