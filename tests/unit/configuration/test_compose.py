"""Composition follows Hydra's precedence, and its errors are messages."""

from pathlib import Path

import pytest
import yaml

from retrain.configuration import read_params
from retrain.configuration.compose import compose_over, compose_text, compose_values
from retrain.ml_configuration.errors import InputError

pytestmark = pytest.mark.usefixtures("configuration")


def test_the_text_has_the_values_and_begins_with_where_to_edit():
    text = compose_text()
    assert yaml.safe_load(text) == compose_values()
    assert text.startswith("_generated: ")
    assert text == Path("params.yaml").read_text()


def test_an_experiment_overrides_the_groups():
    values = compose_values(["experiment=small"])
    assert values["network"] == {"name": "wide", "dropout": 0.25, "hidden": 8}
    assert (values["training"]["epochs"], values["training"]["seed"]) == (2, 1)


def test_an_override_changes_only_its_value():
    values = read_params()
    assert compose_values(["training.epochs=9"]) == {**values, "training": {**values["training"], "epochs": 9}}


def test_overrides_take_precedence_over_an_edited_params_yaml(rewrite):
    rewrite("params.yaml", "batch_size: 16", "batch_size: 99")
    over = compose_over(read_params(), ["training.epochs=9", "training.seed=5"])
    assert {name: over["training"][name] for name in ("epochs", "seed", "batch_size")} == {
        "epochs": 9,
        "seed": 5,
        "batch_size": 99,
    }
    assert {**over, "training": None} == {**read_params(), "training": None}


def test_a_choice_replaces_the_whole_group_with_its_overrides(rewrite):
    rewrite("params.yaml", "batch_size: 16", "batch_size: 99")
    over = compose_over(read_params(), ["network=wide", "network.hidden=3", "training.epochs=9"])
    assert over["network"] == {"name": "wide", "dropout": 0.25, "hidden": 3}
    assert (over["training"]["batch_size"], over["training"]["epochs"]) == (99, 9)


def test_a_task_overrides_the_defaults_and_an_override_both():
    assert read_params()["taggers"]["name"] == "urgent"
    assert compose_values(["taggers=none"])["taggers"] == {"name": "none", "rules": []}


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("training.epoch=9", "training.epoch=9: there is no such key - did you mean 'training.epochs'?"),
        ("netwrk=wide", "netwrk=wide: there is no such key - did you mean 'network'?"),
        ("network=wid", "there is no conf/network/wid.yaml - did you mean 'wide'?"),
        ("xyzzy=1", "xyzzy=1: there is no such key"),
    ],
)
@pytest.mark.parametrize("compose", [compose_values, lambda given: compose_over(read_params(), given)])
def test_a_misspelt_override_gets_a_suggestion(compose, override, message):
    with pytest.raises(InputError) as refused:
        compose([override])
    assert str(refused.value) == message


def test_an_override_without_a_value_is_refused_in_one_line():
    with pytest.raises(InputError, match=r"^training.epochs: .*'training.epochs' missing EQUAL[^\n]*$"):
        compose_values(["training.epochs"])


def test_a_file_that_is_no_yaml_is_named_with_line_and_column(rewrite):
    line = rewrite("conf/network/linear.yaml", "dropout: 0.0", "dropout: a: b")
    with pytest.raises(InputError, match=rf"^conf/network/linear.yaml:{line}:11: mapping values are not allowed"):
        compose_values()


@pytest.mark.usefixtures("configuration")
def test_a_misspelt_experiment_gets_a_suggestion():
    (option, *_) = (path.stem for path in Path("conf/experiment").glob("*.yaml"))
    with pytest.raises(InputError, match=f"there is no conf/experiment/{option}x.yaml - did you mean '{option}'"):
        compose_values([f"experiment={option}x"])


def test_an_experiment_is_no_override_of_a_stage():
    with pytest.raises(InputError, match="run `retrain params compose -S experiment="):
        compose_over({}, ["experiment=legacy"])


def test_an_error_of_hydra_is_a_message():
    with pytest.raises(InputError, match="experiment=null"):
        compose_values(["experiment=null"])
