"""One line of a decision."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, JsonValue

from retrain.ml_configuration.decision import CheckKind
from retrain.ml_configuration.enums import Verdict
from retrain.ml_configuration.frozen import Frozen


def _rounded(value: float) -> float:
    """The value with 6 decimals, never a negative zero: what is written is the same on every machine."""
    return round(value, 6) + 0.0


Rounded = Annotated[float, AfterValidator(_rounded)]


class Code(StrEnum):
    """Why, for programs; the reports put each into words."""

    IDENTICAL = "identical"
    NO_LEGACY = "no_legacy"
    LEGACY_OTHER_TASK = "legacy_other_task"
    LOOK_UNREGISTERED = "look_unregistered"
    LABELS_CHANGED = "labels_changed"
    TOO_FEW_ROWS = "too_few_rows"
    SHOWN_BETTER = "shown_better"
    NOT_SHOWN_BETTER = "not_shown_better"
    SHOWN_NOT_WORSE = "shown_not_worse"
    MAY_BE_WORSE = "may_be_worse"
    SHOWN_WORSE = "shown_worse"


class Reason(Frozen):
    """What one check found; numbers that were not computed, or that the seal hides, are None.

    Attributes:
        check: the check's id in the policy, or what the court looked at by itself.
        kind: what the check is about.
        verdict: what it found.
        code: why.
        legacy: the legacy model's score.
        retrained: the retrained model's score.
        delta: retrained minus legacy.
        bound: the one-sided lower confidence bound of the difference.
        threshold: what the bound has to exceed.
        p_value: one-sided, of the test that the retrained model is better.
        method: how the p-value, if any, and the bound were computed.
        detail: counts and names that explain it.
    """

    check: str
    kind: CheckKind
    verdict: Verdict
    code: Code
    legacy: Rounded | None = None
    retrained: Rounded | None = None
    delta: Rounded | None = None
    bound: Rounded | None = None
    threshold: Rounded | None = None
    p_value: Rounded | None = None
    method: str | None = None
    detail: dict[str, JsonValue] = Field(default_factory=dict)
