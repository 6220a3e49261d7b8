"""The configuration of the filterers, which remove records and give a reason."""

from retrain.ml_configuration.base import FrozenModel, OptionsModel
from retrain.ml_configuration.enums import FiltererKind


class FiltererStep(OptionsModel):
    """One filterer with its options."""

    kind: FiltererKind


class Filterers(FrozenModel):
    """The filterers, in the order in which they run."""

    name: str
    steps: tuple[FiltererStep, ...] = ()
