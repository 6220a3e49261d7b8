"""What one check found, and what follows from it."""

from dataclasses import dataclass

from retrain.decision.reason import Reason
from retrain.ml_configuration.enums import OnFail, Verdict


@dataclass(frozen=True)
class Finding:
    """A reason with its weight.

    Attributes:
        reason: what is written down.
        on_fail: what follows when it is not a pass.
        gain: whether it shows that the retrained model is better.
        needs_person: whether no statistics can settle it: too few rows, or labels that vanished.
    """

    reason: Reason
    on_fail: OnFail
    gain: bool = False
    needs_person: bool = False

    @property
    def passed(self) -> bool:
        """Whether it stands in the way of nothing."""
        return self.on_fail is OnFail.WARN or self.reason.verdict is Verdict.PASS

    @property
    def rejects(self) -> bool:
        """Whether it forbids the retrained model."""
        return self.on_fail is OnFail.REJECT and self.reason.verdict is Verdict.FAIL
