"""Each value is found in the file of `conf/` that sets it, else in params.yaml."""

from pathlib import Path

import pytest

from retrain.configuration import read_params
from retrain.configuration.yaml_lines import locate, locate_parent, strip_union_tags

pytestmark = pytest.mark.usefixtures("configuration")


def line_of(file: str, text: str) -> int:
    lines = Path(file).read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize(
    ("location", "file", "text"),
    [
        (("training", "epochs"), "conf/training/default.yaml", "epochs:"),
        (("network", "dropout"), "conf/task/letters.yaml", "dropout: 0.25"),
        (("filterers", "steps", 1, "at_least"), "conf/filterers/default.yaml", "at_least:"),
        (("_generated",), "conf/config.yaml", "_generated:"),
    ],
)
def test_a_value_is_found_in_the_file_that_sets_it(location, file, text):
    assert locate(location, read_params()) == f"{file}:{line_of(file, text)}"


def test_a_value_of_an_override_is_found_in_params_yaml(rewrite):
    line = rewrite("params.yaml", "epochs: 4", "epochs: 9")
    assert locate(("training", "epochs"), read_params()) == f"params.yaml:{line}"


def test_a_missing_key_belongs_to_the_section_of_its_group():
    assert locate_parent(("training", "nothing"), read_params()).startswith("conf/training/default.yaml:")


def test_the_tags_of_a_union_are_no_part_of_a_location():
    location = strip_union_tags(("decision", "checks", 0, "superiority", "alpha"), read_params())
    assert location == ("decision", "checks", 0, "alpha")
