"""Search hyperparameters on the validation rows."""

from retrain.ml_configuration.search import SearchSections
from retrain.pipeline.search import search
from retrain.stages.running import run_stage

if __name__ == "__main__":
    run_stage(search, SearchSections)
