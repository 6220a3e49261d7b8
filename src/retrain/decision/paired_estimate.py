"""One metric of both models on the same rows."""

from dataclasses import dataclass
from enum import StrEnum

from retrain.decision.estimate import Estimate


class Method(StrEnum):
    """How a bound or a p-value was computed."""

    DELTA_METHOD = "delta_method"
    BOOTSTRAP = "bootstrap"
    PAIRED_MEAN = "paired_mean"
    SWAP_TEST = "swap_test"
    EXACT_MCNEMAR = "exact_mcnemar"


@dataclass(frozen=True, eq=False)
class PairedEstimate:
    """The score of both models, and the difference with its paired uncertainty.

    Attributes:
        legacy: the legacy model's score.
        retrained: the retrained model's score.
        delta: retrained minus legacy; above 0 the retrained model is better.
        method: where the uncertainty comes from.
    """

    legacy: Estimate
    retrained: Estimate
    delta: Estimate
    method: Method
