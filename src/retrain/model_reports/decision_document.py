"""`decision.json`: what the court decided, and why."""

from retrain.ml_configuration.enums import Outcome, Split, Verdict
from retrain.model_reports.document import Document


class JudgedModel(Document):
    """One of the two models that the court compared."""

    digest: str
    task: str


class JudgedHoldout(Document):
    """The rows of one holdout; `left_out` counts the rows that the court did not use, by reason."""

    digest: str
    rows: int
    left_out: dict[str, int]


class Reason(Document):
    """One check with what it found; on the sealed rows only verdict, bound and threshold are told."""

    check: str
    kind: str
    verdict: Verdict
    code: str
    legacy: float | None = None
    retrained: float | None = None
    delta: float | None = None
    bound: float | None = None
    threshold: float | None = None
    p_value: float | None = None
    method: str | None = None
    detail: dict[str, object] | None = None


class DecisionDocument(Document):
    """The decision with its reasons and with all that is needed to make it again."""

    outcome: Outcome
    summary: str
    retrained: JudgedModel
    legacy: JudgedModel | None = None
    holdouts: dict[Split, JudgedHoldout]
    policy: str
    seed: int
    looks: int
    reasons: tuple[Reason, ...] = ()
