"""What each stage reads of the configuration: the fields of its class are the `params` of its entry in dvc.yaml."""

from retrain.ml_configuration.adapters import Adapters
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.featurizers import Featurizers
from retrain.ml_configuration.filterers import Filterers
from retrain.ml_configuration.frozen import Frozen
from retrain.ml_configuration.recipe import Recipe
from retrain.ml_configuration.report import Report
from retrain.ml_configuration.split import Splitting
from retrain.ml_configuration.task import Task
from retrain.ml_configuration.training import Training


class AdaptSections(Frozen):
    """What `adapt` reads."""

    task: Task
    adapters: Adapters


class FilterSections(Frozen):
    """What `filter` reads."""

    task: Task
    filterers: Filterers


class SplitSections(Frozen):
    """What `split` reads."""

    task: Task
    split: Splitting


class FeaturizeSections(Frozen):
    """What `featurize` reads."""

    task: Task
    featurizers: Featurizers


class TrainSections(Recipe):
    """What `train` reads: the recipe that the model folder keeps, how it is trained, and what is filtered before.

    The model folder keeps those filterers that a service can ask about a single record.
    """

    filterers: Filterers
    training: Training


class EvaluateSections(Frozen):
    """What `evaluate` reads."""

    task: Task


class PredictSections(Frozen):
    """What the court's `predict` reads."""

    task: Task
    split: Splitting


class DecideSections(Frozen):
    """What `decide` reads."""

    task: Task
    decision: DecisionPolicy


class DriftSections(Frozen):
    """What `drift` reads."""

    task: Task


class ReportSections(Frozen):
    """What `report` reads."""

    task: Task
    report: Report
