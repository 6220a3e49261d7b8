"""Hyperparameters out of range, or that contradict each other, are refused."""

import pytest
from pydantic import ValidationError

from retrain.ml_configuration.training import Training


@pytest.mark.parametrize(
    ("key", "value"), [("epochs", 0), ("learning_rate", 0), ("seed", -1), ("audit_key", "short"), ("loss", "l2")]
)
def test_hyperparameters_out_of_range_are_refused(tiny_values, key, value):
    with pytest.raises(ValidationError, match=key):
        Training.model_validate({**tiny_values["training"], key: value})


def test_several_devices_need_a_strategy(tiny_values):
    with pytest.raises(ValidationError, match="2 devices need strategy: ddp"):
        Training.model_validate({**tiny_values["training"], "devices": 2})
    assert Training.model_validate({**tiny_values["training"], "devices": 2, "strategy": "ddp"}).devices == 2
