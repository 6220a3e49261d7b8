"""Every kind of adapter in the configuration becomes the class with its options."""

import pytest

from retrain.adapters import build_adapters
from retrain.adapters.adapter import Adapter
from retrain.adapters.parsing import ParseNumber
from retrain.adapters.registry import REGISTRY
from retrain.adapters.renaming import RenameColumns
from retrain.ml_configuration.enums import AdapterKind
from retrain.ml_configuration.errors import InvalidOptionsError
from retrain.ml_configuration.recipe import Adapters
from retrain.ml_configuration.task import Task

COLUMNS = [{"name": "text", "role": "text"}, {"name": "label", "role": "label"}]
TASK = Task(name="letters", prediction="multiclass", columns=COLUMNS)


def test_every_kind_has_a_class_of_its_own():
    assert set(REGISTRY) == set(AdapterKind)
    assert len(set(REGISTRY.values())) == len(REGISTRY)
    assert all(issubclass(adapter, Adapter) for adapter in REGISTRY.values())


def test_adapters_are_built_in_the_order_of_the_steps():
    steps = [{"kind": "parse_number", "columns": ["x"]}, {"kind": "rename", "columns": {"x": "y"}}]
    chain = build_adapters(Adapters(name="some", steps=steps), TASK)
    assert chain.adapters == (ParseNumber(columns=("x",)), RenameColumns(columns={"x": "y"}))
    assert chain.task is TASK


@pytest.mark.parametrize("options", [{}, {"column": ["x"]}, {"columns": ["x"], "decimal": "!"}, {"columns": []}])
def test_wrong_options_name_the_step_and_the_known_options(options):
    steps = [{"kind": "rename", "columns": {"a": "b"}}, {"kind": "parse_number", **options}]
    with pytest.raises(InvalidOptionsError) as error:
        build_adapters(Adapters(name="some", steps=steps), TASK)
    assert error.value.location == ("adapters", "steps", 1)
    assert error.value.options == ("columns", "decimal", "thousands")
    assert error.value.error.errors()
