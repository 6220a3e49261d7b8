"""Whether both models know the same labels."""

from collections.abc import Collection

from retrain.decision.finding import Finding
from retrain.decision.reason import Code, Reason
from retrain.ml_configuration.decision import CheckKind
from retrain.ml_configuration.enums import OnFail, Verdict


def compare_label_sets(legacy: Collection[str], retrained: Collection[str]) -> tuple[Finding, ...]:
    """The finding that names added and removed labels; none where both models know the same ones.

    Added labels are a mere warning, because the comparison counts the legacy model as wrong on them. A removed label
    can no longer be answered, which a person has to want.
    """
    added = sorted(set(retrained).difference(legacy))
    removed = sorted(set(legacy).difference(retrained))
    if not added and not removed:
        return ()
    reason = Reason(
        check="labels",
        kind=CheckKind.LABEL_SET,
        verdict=Verdict.FAIL if removed else Verdict.PASS,
        code=Code.LABELS_CHANGED,
        detail={"added": [*added], "removed": [*removed]},
    )
    return (Finding(reason, OnFail.REVIEW if removed else OnFail.WARN, needs_person=bool(removed)),)
