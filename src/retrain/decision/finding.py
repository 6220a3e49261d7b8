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
        subject: what it is about, in words; the check's id where it is about more than one score.
        gain: whether it shows that the retrained model is better.
        needs_person: whether no statistics can settle it: too few rows, or labels that vanished.
    """

    reason: Reason
    on_fail: OnFail
    gain: bool = False
    needs_person: bool = False
    subject: str = ""

    @property
    def name(self) -> str:
        """What it is about, with the difference where that may be told."""
        subject, delta = self.subject or self.reason.check, self.reason.delta
        return subject if delta is None else f"{subject} ({delta:+.3f})"

    @property
    def passed(self) -> bool:
        """Whether it stands in the way of nothing."""
        return self.on_fail is OnFail.WARN or self.reason.verdict is Verdict.PASS

    @property
    def rejects(self) -> bool:
        """Whether it forbids the retrained model."""
        return self.on_fail is OnFail.REJECT and self.reason.verdict is Verdict.FAIL
