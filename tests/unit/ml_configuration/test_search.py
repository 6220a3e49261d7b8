"""The configuration refuses a search that cannot run."""

import pytest
from pydantic import ValidationError

from retrain.ml_configuration.search import Search

NARROW = {"type": "float", "low": 1, "high": 0}
VALID = {
    "name": "toy",
    "seed": 1,
    "trials": 24,
    "minutes": None,
    "sampler": "tpe",
    "pruner": "median",
    "startup_trials": 4,
    "epochs": 6,
    "window": 1,
    "objectives": ["macro_f1"],
    "space": {"network.name": {"type": "categorical", "choices": ["linear", "wide"]}},
}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"space": {}}, "at least 1 item"),
        ({"space": {"training.seed": NARROW}}, "low 1.0 is above high 0.0"),
        ({"space": {"training.seed": {**NARROW, "low": 0, "log": True}}}, "starts above 0"),
        ({"space": {"task.name": NARROW}}, "String should match pattern"),
        ({"space": {"training.seed": {"type": "flot"}}}, "float"),
        (
            {"space": {"training.seed": {**NARROW, "high": 2, "when": {"network.name": ["wide"]}}}},
            "must be declared before it",
        ),
        ({"enqueue": [{"training.seed": 1}]}, "'training.seed' is not in the space"),
        ({"objectives": ["macro_f1", "accuracy"]}, "set pruner: none"),
        ({"objectives": ["macro_f1", "macro_f1"], "pruner": "none"}, "one is listed twice"),
        ({"sampler": "auto"}, "tpe"),
    ],
)
def test_a_search_that_cannot_be_run_is_refused(changes, message):
    with pytest.raises(ValidationError, match=message):
        Search.model_validate({**VALID, **changes})
