"""Leave out the records that fail a criterion, and say why for each."""

from retrain.ml_configuration.stages import FilterSections
from retrain.pipeline.filter import filter_adapted
from retrain.stages.configuration import load, problems_explained

if __name__ == "__main__":
    with problems_explained():
        filter_adapted(load(FilterSections))
