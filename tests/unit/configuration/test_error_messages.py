"""A wrong configuration is explained by file, line, key, reason and suggestion."""

import re
from pathlib import Path

import pytest
import yaml

from retrain.configuration import read_params, validate
from retrain.configuration.compose import compose_values
from retrain.configuration.error_messages import explain_invalid_options
from retrain.filterers.registry import build_filterers
from retrain.ml_configuration.errors import InputError, InvalidOptionsError

pytestmark = pytest.mark.usefixtures("configuration")


def refusal(values=None):
    with pytest.raises(InputError) as refused:
        validate(compose_values() if values is None else values)
    return str(refused.value)


def line_of(path, text):
    return next(number for number, line in enumerate(Path(path).read_text().splitlines(), 1) if text in line)


def test_the_composition_is_valid():
    whole = validate(compose_values())
    assert (whole.network.dropout, whole.taggers.rules[0].id) == (0.25, "cut-off")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("training/default", "epochs: 4", "epochs: many", "training.epochs: Input should be a valid integer, *'many'"),
        ("training/default", "epochs: 4", "epochs: 0", "training.epochs: Input should be greater than *1, not 0"),
        ("training/default", "cross_entropy", "cross_entropie", "training.loss: * - did you mean 'cross_entropy'?"),
        ("training/default", "seed: 1", "seed: 1\nsed: 1", "training.sed: there is no such key - did you mean 'seed'?"),
        ("training/default", "seed: 1", "seed: 1\nxyzzy: 1", "training.xyzzy: there is no such key"),
        ("split/default", "'2025-04-30'", "yesterday", "split.seal.until: *date*, not 'yesterday'"),
        ("split/default", "'2025-04-30'", "2025-04-31", "split.seal.until: *date*, not '2025-04-31'"),
        ("task/letters", "role: time", "role: tme", "task.columns.1.role: * - did you mean 'time'?"),
        ("filterers/default", "kind: rare_label", "kind: rare_labels", "filterers.steps.1.kind: * 'rare_label'?"),
        ("taggers/urgent", "kind: keyword", "kind: keywrd", "taggers.rules.0.kind: * - did you mean 'keyword'?"),
        (
            "source/letters",
            "kind: file",
            "kind: fle",
            "source.kind: Input should be *'file' *, not 'fle' - did you mean 'file'?",
        ),
        (
            "decision/default",
            "superiority",
            "superior",
            "decision.checks.0.kind: Input should be 'superiority' or *, not 'superior' - did you mean 'superiority'?",
        ),
        ("config", "for a test", "5", "_generated: Input should be a valid string, not 5"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_file_line_and_key(rewrite, file, old, new, message):
    line = rewrite(f"conf/{file}.yaml", old, new) + new.count("\n")
    expected = re.escape(f"conf/{file}.yaml:{line}: {message}").replace(r"\*", ".*")
    assert re.fullmatch(expected, refusal())


def test_each_wrong_value_has_its_line(rewrite):
    wrong_key = rewrite("conf/training/default.yaml", "epochs: 4", "epoch: 4")
    assert refusal().splitlines() == [
        "conf/training/default.yaml:1: training.epochs: this key is missing; add it",
        f"conf/training/default.yaml:{wrong_key}: training.epoch: there is no such key - did you mean 'epochs'?",
    ]


def test_a_missing_key_has_the_line_of_its_section(rewrite):
    rewrite("conf/split/default.yaml", "  until: '2025-04-30'\n", "")
    line = line_of("conf/split/default.yaml", "seal:")
    assert refusal() == f"conf/split/default.yaml:{line}: split.seal.until: this key is missing; add it"


def test_a_missing_section_has_the_line_where_sections_are_chosen():
    values = compose_values()
    del values["report"]
    assert refusal(values) == "conf/config.yaml:1: report: this key is missing; add it"


def test_checks_that_are_really_missing_are_named(rewrite):
    Path("conf/decision/default.yaml").write_text(
        yaml.safe_dump({**yaml.safe_load(Path("conf/decision/default.yaml").read_text()), "checks": []})
    )
    assert "decision.checks: Tuple should have at least 1 item" in refusal()


def test_a_key_removed_from_params_yaml_is_missing_there(rewrite):
    rewrite("params.yaml", "  epochs: 4\n", "")
    line = line_of("params.yaml", "training:")
    assert refusal(read_params()) == f"params.yaml:{line}: training.epochs: this key is missing; add it"


@pytest.mark.parametrize("content", [None, "<<<<<<< ours\nnetwork: [\n"])
def test_an_unknown_network_is_named_even_if_params_yaml_is_damaged(rewrite, content):
    rewrite("conf/network/linear.yaml", "name: linear", "name: liner")
    Path("params.yaml").unlink() if content is None else Path("params.yaml").write_text(content)
    message = refusal()
    assert message.startswith("params.yaml:1: network.name: Input should be '")
    assert message.endswith(" or 'wide', not 'liner' - did you mean 'linear'?")


def test_a_value_from_an_override_has_its_line_in_params_yaml():
    line = line_of("params.yaml", "epochs: 4")
    assert refusal(compose_values(["training.epochs=0"])).startswith(f"params.yaml:{line}: training.epochs: ")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("epochs: 4", "epochs: few", "training.epochs: Input should be a valid integer"),
        ("epochs: 4", "epohs: 4", "training.epohs: there is no such key - did you mean 'epochs'?"),
        ("role: time", "role: times", "task.columns.1.role: Input should be"),
        ("until: '2025-04-30'", "until: '2025-04-31'", "split.seal.until: Input should be a valid date"),
    ],
)
def test_an_error_in_an_edited_params_yaml_has_its_line_there(rewrite, old, new, message):
    line = rewrite("params.yaml", old, new)
    assert f"params.yaml:{line}: {message}" in refusal(read_params())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("at_least: 5", "at_leest: 5", "at_leest: there is no such key - did you mean 'at_least'?"),
        ("at_least: 5", "at_least: few", "at_least: Input should be a valid integer"),
    ],
)
@pytest.mark.parametrize("file", ["conf/filterers/default.yaml", "params.yaml"])
def test_an_option_that_its_class_refuses_is_named_with_its_line(rewrite, file, old, new, message):
    line = rewrite(file, old, new)
    if file != "params.yaml":
        rewrite("params.yaml", old, new)
    with pytest.raises(InvalidOptionsError) as refused:
        build_filterers(validate(read_params()).filterers)
    assert f"{file}:{line}: filterers.steps.1.{message}" in explain_invalid_options(refused.value)
