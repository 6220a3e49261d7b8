"""The whole configuration, what a stage reads of it, and bad input explained. The one place that imports Hydra."""

from retrain.stages.configuration.loading import Configuration, IngestSections, load, read_params, validate
from retrain.stages.configuration.problems import problems_explained

__all__ = ["Configuration", "IngestSections", "load", "problems_explained", "read_params", "validate"]
