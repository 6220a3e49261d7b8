"""Which records are left out, and why."""

from retrain.ml_configuration.base import Frozen, Open
from retrain.ml_configuration.enums import FiltererKind


class FiltererStep(Open):
    """One filterer with its options."""

    kind: FiltererKind


class Filterers(Frozen):
    """The filterers, in the order in which they run; a row keeps the first reason found."""

    name: str
    steps: tuple[FiltererStep, ...] = ()
