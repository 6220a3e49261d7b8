"""The heart of a decision."""

from dataclasses import dataclass

from retrain.decision.reason import Reason
from retrain.ml_configuration.enums import Outcome


@dataclass(frozen=True)
class Ruling:
    """An outcome, the sentence that says it, and the reasons for it."""

    outcome: Outcome
    summary: str
    reasons: tuple[Reason, ...]
