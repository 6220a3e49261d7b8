"""`conf/` is plain YAML, each of its options is valid, and params.yaml is its composition."""

import re
from pathlib import Path

import pytest
import yaml
from repository_files import ROOT, files, read_yaml

from retrain.configuration import validate
from retrain.configuration.compose import compose_text, compose_values

RECIPES = ("experiment", "debug")
OPTIONS = [path for path in files("conf", suffix=".yaml") if len(path.parts) == 3]
CHOICES = [path for path in OPTIONS if path.parent.name not in (*RECIPES, "tuned")]


@pytest.fixture(autouse=True)
def in_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)


def values_of(path: Path) -> list[str]:
    """Every key and value of a YAML file as text."""
    return [token.value for token in yaml.scan((ROOT / path).read_text()) if isinstance(token, yaml.ScalarToken)]


def test_params_are_the_composition():
    assert Path("params.yaml").read_text(encoding="utf-8") == compose_text()


@pytest.mark.parametrize("path", CHOICES, ids=str)
def test_an_option_is_named_as_its_file(path):
    document = read_yaml(path)
    named = document["task"] if path.parent.name == "task" else document
    assert named["name"] == path.stem


@pytest.mark.parametrize("path", CHOICES, ids=str)
def test_an_option_makes_a_valid_configuration(path):
    group = path.parent.name
    configuration = validate(compose_values([f"{group}={path.stem}"]))
    assert getattr(configuration, group).name == path.stem


@pytest.mark.parametrize("path", [path for path in OPTIONS if path.parent.name in RECIPES], ids=str)
def test_a_recipe_makes_a_valid_configuration_of_its_own(path):
    composed = compose_values([f"{path.parent.name}={path.stem}"])
    assert validate(composed)
    assert composed != compose_values([f"~{path.parent.name}"])


@pytest.mark.parametrize("path", files("conf", suffix=".yaml"), ids=str)
def test_a_file_constructs_nothing_reads_no_environment_and_leaves_nothing_open(path):
    assert [token for token in values_of(path) if re.search(r"_target_|oc\.env|\?\?\?", token)] == []


@pytest.mark.parametrize("path", files("conf", suffix=".yaml"), ids=str)
def test_a_file_has_no_alias_and_no_tag(path):
    tokens = yaml.scan((ROOT / path).read_text())
    assert [token for token in tokens if isinstance(token, yaml.AliasToken | yaml.AnchorToken | yaml.TagToken)] == []


def test_the_defaults_list_names_every_group():
    text = (ROOT / "conf/config.yaml").read_text()
    assert {path.parent.name for path in CHOICES} <= set(re.findall(r"^  - (?:optional )?(\w+):", text, re.MULTILINE))
