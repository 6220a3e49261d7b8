"""Leave out the records that fail a criterion, and say why for each."""

from retrain.ml_configuration.stages import FilterSections
from retrain.pipeline.filter import filter_adapted
from retrain.stages.running import run_stage

if __name__ == "__main__":
    run_stage(filter_adapted, FilterSections)
