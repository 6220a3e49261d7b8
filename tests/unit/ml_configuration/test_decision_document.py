"""Decisions that were archived under schema 2 keep loading, with today's names."""

import pytest
from pydantic import ValidationError

from retrain.ml_configuration.decision_document import Code, Decision
from retrain.ml_configuration.enums import Verdict

ARCHIVED = {
    "schema": 2,
    "outcome": "review",
    "mode": "enforce",
    "summary": "because",
    "retrained": {"digest": "new", "task": "letters"},
    "legacy": None,
    "best": {"digest": None, "kept": "retrained"},
    "holdouts": {},
    "policy": "0" * 64,
    "seed": 1,
    "looks": {"seal": 3, "at_most": 50, "window": 2, "look": 4},
    "reasons": [
        {"check": "rare", "kind": "non_inferiority", "verdict": "blind", "code": "too_few_rows"},
        {"check": "look", "kind": "precondition", "verdict": "fail", "code": "look_unregistered"},
        {
            "check": "no-label-worse",
            "kind": "no_regression",
            "verdict": "pass",
            "code": "none_shown_worse",
            "detail": {"worse": [], "blind": ["b"]},
        },
    ],
}


def test_an_archived_decision_of_schema_2_loads_with_todays_names():
    decision = Decision.model_validate(ARCHIVED)
    counted = decision.evaluations
    assert (counted.sealed, counted.at_most, counted.window, counted.candidate) == (3, 50, 2, 4)
    assert decision.reasons[0].verdict is Verdict.UNDERPOWERED
    assert decision.reasons[1].code is Code.EVALUATION_UNREGISTERED
    assert decision.reasons[2].detail == {"worse": [], "underpowered": ["b"]}
    assert Decision.model_validate_json(decision.to_json()) == decision


def test_an_unknown_schema_is_refused():
    with pytest.raises(ValidationError, match="schema"):
        Decision.model_validate({**ARCHIVED, "schema": 1})


def test_a_key_of_schema_2_is_refused_in_todays_schema():
    with pytest.raises(ValidationError, match="looks"):
        Decision.model_validate({**Decision.model_validate(ARCHIVED).model_dump(by_alias=True), "looks": {}})
