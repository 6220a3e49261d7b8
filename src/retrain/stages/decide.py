"""Judge the retrained model against the legacy model by the policy."""

from retrain.ml_configuration.stages import DecideSections
from retrain.pipeline.decide import decide
from retrain.stages.configuration import load, problems_explained

if __name__ == "__main__":
    with problems_explained():
        decide(load(DecideSections))
