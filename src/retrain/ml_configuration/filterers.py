"""Which records are left out, and why."""

from retrain.ml_configuration.enums import FiltererKind
from retrain.ml_configuration.frozen import Frozen, Open


class FiltererStep(Open):
    """One filterer with its options."""

    kind: FiltererKind


class Filterers(Frozen):
    """The filterers, in the order in which they run; a row keeps the first reason found."""

    name: str
    steps: tuple[FiltererStep, ...] = ()
