"""The findings of the checks lead to one outcome, in a fixed order of precedence."""

import numpy as np
import pytest
from altered_holdouts import check

from retrain.decision import decide
from retrain.decision.outcome import Finding, decide_outcome
from retrain.ml_configuration.decision_document import Reason
from retrain.ml_configuration.enums import OnFail, Outcome
from retrain.ml_configuration.task import Severity

BETTER = {"id": "better", "kind": "superiority", "split": "recent", "metric": "accuracy"}
BETTER |= {"alpha": 0.01, "on_fail": "review"}


FAMILIES = Severity(taxonomy={"ant": ("insect",), "bee": ("insect",), "cat": ("mammal",), "dog": ("mammal",)})


def test_a_trade_off_softens_a_reject_where_something_else_is_better(policy, evidence, held_out):
    generator = np.random.default_rng(4)
    truth = generator.choice(np.array(["ant", "bee", "cat", "dog"], dtype=object), 3000)
    near = {"ant": "bee", "bee": "ant", "cat": "dog", "dog": "cat"}
    far = {"ant": "cat", "bee": "dog", "cat": "ant", "dog": "bee"}
    lot = generator.random(3000)
    legacy = np.where(lot < 0.2, [far[label] for label in truth], truth).astype(object)
    retrained = np.where(lot < 0.26, [near[label] for label in truth], truth).astype(object)
    rows = held_out(truth, legacy, retrained)
    checks = [
        BETTER,
        {**check("non_inferiority", metric="accuracy", margin=0.01, alpha=0.05), "id": "kept", "on_fail": "reject"},
        {**check("non_inferiority", metric="severity_cost", margin=0.01, alpha=0.05), "id": "severity"},
    ]
    for trade_offs, outcome in (
        ((), Outcome.REJECT),
        ([{"when_failed": "kept", "but_better": "severity"}], Outcome.REVIEW),
    ):
        given = policy(checks=checks, trade_offs=trade_offs)
        assert decide(given, evidence(rows, rows, severity=FAMILIES)).outcome is outcome


def finding(verdict, on_fail="review", check="checked", **options):
    """The finding of a check about macro F1."""
    code = "shown_better" if verdict == "pass" else "not_shown_better"
    reason = Reason(check=check, kind="superiority", verdict=verdict, code=code)
    return Finding(reason, OnFail(on_fail), "macro F1", **options)


@pytest.mark.parametrize(
    ("findings", "outcome"),
    [
        ([finding("fail", "reject"), finding("underpowered", needs_person=True)], Outcome.REJECT),
        ([finding("pass", gain=True), finding("fail", "warn"), finding("skipped")], Outcome.PROMOTE),
        ([finding("underpowered", needs_person=True)], Outcome.REVIEW),
        ([finding("undecided"), finding("pass", gain=True)], Outcome.REVIEW),
        ([finding("undecided"), finding("fail")], Outcome.REJECT),
    ],
)
def test_the_outcome_is_that_of_the_first_condition_that_holds(findings, outcome):
    assert decide_outcome(findings)[0] is outcome
