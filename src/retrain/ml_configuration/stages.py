"""The sections of the configuration that each stage reads: its `params` in dvc.yaml."""

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.recipe import Adapters, Featurizers, Filterers, Recipe
from retrain.ml_configuration.report import Report
from retrain.ml_configuration.split import Splitting
from retrain.ml_configuration.task import Task
from retrain.ml_configuration.training import Training


class _OfTask(FrozenModel):
    task: Task


class AdaptSections(_OfTask):
    """What `adapt` reads."""

    adapters: Adapters


class FilterSections(_OfTask):
    """What `filter` reads."""

    filterers: Filterers


class SplitSections(_OfTask):
    """What `split` reads."""

    split: Splitting


class FeaturizeSections(_OfTask):
    """What `featurize` reads."""

    featurizers: Featurizers


class TrainSections(Recipe):
    """What `train` reads: the recipe, the hyperparameters, and the filterers.

    The model folder contains those filterers that can judge a single record.
    """

    filterers: Filterers
    training: Training


class EvaluateSections(_OfTask):
    """What `evaluate` reads."""


class PredictSections(_OfTask):
    """What `predict` reads."""

    split: Splitting


class DecideSections(_OfTask):
    """What `decide` reads."""

    decision: DecisionPolicy


class ReportSections(_OfTask):
    """What `report` reads."""

    report: Report
