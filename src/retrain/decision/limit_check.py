"""At most: figures of the retrained model that a policy caps."""

from collections import Counter
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any

from numpy.typing import NDArray
from pydantic import JsonValue

from retrain.decision.evidence import Evidence, Holdout
from retrain.decision.outcome import Finding, reason_of
from retrain.decision.regression_tests import relative_negative_flips
from retrain.decision.score_checks import compare_scores
from retrain.ml_configuration.checks import AtMost, Limit, Superiority
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.decision_document import Code
from retrain.ml_configuration.enums import Split, Verdict


def cap(check: AtMost, policy: DecisionPolicy, evidence: Evidence, holdout: Holdout) -> Finding:
    """Whether a figure stays within its limit; of a group that dominates also what is found without it."""
    value = _FIGURES[check.metric](holdout, evidence)
    above = value > check.value
    verdict, code = (Verdict.FAIL, Code.ABOVE_LIMIT) if above else (Verdict.PASS, Code.WITHIN_LIMIT)
    detail = _without_largest(policy, evidence, holdout) if above and check.metric is Limit.GROUP_SHARE else {}
    reason = reason_of(check, verdict, code, retrained=value, threshold=check.value, detail=detail)
    return Finding(reason, check.on_fail, f"{check.metric.words} on the {check.split.value} rows")


_FIGURES: Mapping[Limit, Callable[[Holdout, Evidence], float]] = {
    Limit.RELATIVE_NEGATIVE_FLIPS: lambda rows, given: relative_negative_flips(rows.paired_counts(given.legacy_labels)),
    Limit.ABSTENTION_RATE: lambda rows, _: float(rows.retrained.abstained.mean()),
    Limit.SIZE_RATIO: lambda _, given: given.retrained.size / max(given.legacy.size if given.legacy else 0, 1),
    Limit.GROUP_SHARE: lambda rows, _: max(
        (_largest(keys)[1] / rows.rows for keys in _sources(rows).values()), default=0.0
    ),
}


def _sources(holdout: Holdout) -> dict[str, NDArray[Any]]:
    """What one hand may have labelled: the rows of an annotator, the rows of a group."""
    named = {"annotator": holdout.annotators, "group": holdout.groups}
    return {name: keys for name, keys in named.items() if keys is not None}


def _largest(keys: NDArray[Any]) -> tuple[str, int]:
    return max(Counter(key for key in keys.tolist() if key).items(), key=itemgetter(1), default=("", 0))


def _without_largest(policy: DecisionPolicy, evidence: Evidence, holdout: Holdout) -> dict[str, JsonValue]:
    """Each superiority check that has a window left, without the rows of the annotator or the group that dominates."""
    name, keys = max(_sources(holdout).items(), key=lambda source: _largest(source[1])[1])
    rest = holdout.where(keys != _largest(keys)[0])
    asking = [one for one in policy.checks if isinstance(one, Superiority) and one.split is Split.RECENT]
    checks = [one for one in asking if policy.level(one, evidence.looks.window, evidence.looks.look)]
    again = [compare_scores(check, policy, evidence, rest).reason for check in checks]
    found = [f"{reason.check}: {reason.verdict.value} ({reason.delta:+.4f})" for reason in again]
    return {"by": name, "rows_without_it": rest.rows, "without_it": [*found]}
