"""The policies of `conf/decision/`, as their files have them or reduced to the first two checks."""

from pathlib import Path
from typing import Any

import yaml

from retrain.ml_configuration.decision import DecisionPolicy

CONF = Path(__file__).parents[2] / "conf" / "decision"


def policy_values(name: str) -> dict[str, Any]:
    """The values of a policy's file."""
    return yaml.safe_load((CONF / f"{name}.yaml").read_text(encoding="utf-8"))


def two_checks(**changes: Any) -> DecisionPolicy:
    """The default policy with its first two checks only, with other values for some keys."""
    values = policy_values("default")
    reduced = {"checks": values["checks"][:2], "trade_offs": [], "windows": [1], "draws": 999}
    return DecisionPolicy.model_validate({**values, **reduced, **changes})


BETTER = {"id": "better", "kind": "superiority", "split": "recent", "metric": "accuracy"}
NOT_WORSE = {
    "id": "not-worse",
    "kind": "non_inferiority",
    "split": "sealed",
    "metric": "accuracy",
    "margin": 0.01,
}
FRAUD = {**NOT_WORSE, "id": "fraud", "metric": "recall", "labels": ["fraud"], "margin": 0.05}
REGRESSION = {"id": "no-label-worse", "kind": "no_regression", "split": "recent", "per": "label"}
FLIPS = {
    "id": "flips",
    "kind": "at_most",
    "split": "recent",
    "metric": "relative_negative_flips",
    "value": 0.6,
}


def policy_of(*checks: dict[str, Any], **changes: Any) -> DecisionPolicy:
    """A policy of one superiority check and these, by default with alpha 0.05 and a review."""
    complete: list[dict[str, Any]] = [{"alpha": 0.01, "on_fail": "review", **BETTER}]
    for check in checks:
        level = {} if check["kind"] == "at_most" else {"alpha": 0.05}
        complete.append({**level, "on_fail": "review", **check})
    values = {"name": "own", "seed": 1, "draws": 999, "first_model": "promote", "checks": complete}
    return DecisionPolicy.model_validate({**values, "min_rows": {"sealed": 500, "recent": 200}, **changes})
