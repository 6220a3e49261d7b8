"""A configuration object cannot be changed, and the options of a step go to the class of its kind."""

import pytest
from pydantic import ValidationError

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.enums import AdapterKind
from retrain.ml_configuration.errors import InvalidOptionsError
from retrain.ml_configuration.recipe import AdapterStep, Network
from retrain.ml_configuration.split import Splitting


class Rename(FrozenModel):
    kind: AdapterKind
    columns: dict[str, str]
    reader: str = ""


def test_additional_keys_of_a_step_are_options():
    step = AdapterStep.model_validate({"kind": "rename", "columns": {"a": "b"}})
    assert step.kind is AdapterKind.RENAME
    assert step.options == {"columns": {"a": "b"}}
    assert AdapterStep(kind="rename").options == {}


def test_a_network_keeps_the_options_of_its_class():
    assert Network(name="wide", dropout=0, hidden=8).options == {"dropout": 0, "hidden": 8}
    with pytest.raises(ValidationError, match="'linear'"):
        Network(name="none")


def test_a_configuration_cannot_be_changed(tiny_values):
    splitting = Splitting.model_validate(tiny_values["split"])
    with pytest.raises(ValidationError, match="frozen"):
        splitting.salt = "other"


def test_a_step_builds_the_class_of_its_kind():
    step = AdapterStep.model_validate({"kind": "rename", "columns": {"a": "b"}})
    built = step.build(Rename, ("adapters", "steps", 0), reader="mail")
    assert built == Rename(kind=AdapterKind.RENAME, columns={"a": "b"}, reader="mail")


def test_refused_options_name_the_step_and_the_options_that_may_be_set():
    step = AdapterStep.model_validate({"kind": "rename", "colums": {"a": "b"}})
    with pytest.raises(InvalidOptionsError) as refused:
        step.build(Rename, ("adapters", "steps", 0), reader="mail")
    assert refused.value.location == ("adapters", "steps", 0)
    assert refused.value.options == ("kind", "columns")
