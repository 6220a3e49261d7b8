"""Adapters from configuration."""

import pytest

from retrain.adapters import REGISTRY, Adapter, ParseNumber, RenameColumns, build_adapters
from retrain.ml_configuration.adapters import Adapters
from retrain.ml_configuration.enums import AdapterKind
from retrain.ml_configuration.problems import InvalidOptions


def configured(*steps):
    return Adapters(name="a", steps=steps)


def test_every_kind_has_a_class_of_its_own():
    assert set(REGISTRY) == set(AdapterKind)
    assert len(set(REGISTRY.values())) == len(REGISTRY)
    assert all(issubclass(adapter, Adapter) for adapter in REGISTRY.values())


def test_adapters_are_built_in_the_order_of_the_steps():
    built = build_adapters(
        configured({"kind": "parse_number", "columns": ["x"]}, {"kind": "rename", "columns": {"x": "y"}})
    )
    assert built == (ParseNumber(columns=("x",)), RenameColumns(columns={"x": "y"}))


@pytest.mark.parametrize("options", [{}, {"column": ["x"]}, {"columns": ["x"], "decimal": "!"}, {"columns": []}])
def test_wrong_options_name_the_step_and_the_known_options(options):
    with pytest.raises(InvalidOptions) as problem:
        build_adapters(configured({"kind": "rename", "columns": {"a": "b"}}, {"kind": "parse_number", **options}))
    assert problem.value.location == ("adapters", "steps", 1)
    assert problem.value.options == ("columns", "decimal", "thousands")
    assert problem.value.error.errors()
