"""A stage gets the validated sections that it declares, and a params.yaml that cannot be read is explained."""

import sys
from pathlib import Path

import pytest

from retrain.configuration import IngestSections, load, read_params
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.stages import FilterSections, TrainSections

pytestmark = pytest.mark.usefixtures("configuration")


def override(monkeypatch, *words):
    monkeypatch.setattr(sys, "argv", ["stage", *words])


def test_a_stage_gets_the_sections_that_it_declares():
    sections = load(TrainSections)
    assert set(TrainSections.model_fields) == {"task", "adapters", "taggers", "network", "filterers", "training"}
    assert (sections.training.epochs, sections.network.dropout) == (4, 0.25)
    assert load(IngestSections).source.name == "letters"


def test_overrides_of_the_command_line_take_precedence(monkeypatch):
    override(monkeypatch, "network=wide", "training.epochs=9")
    sections = load(TrainSections)
    assert (sections.network.name, sections.training.epochs) == ("wide", 9)
    assert read_params()["training"]["epochs"] == 4


def test_a_stage_that_dvc_runs_takes_no_overrides(monkeypatch):
    monkeypatch.setenv("DVC_STAGE", "train")
    assert load(TrainSections).training.epochs == 4
    override(monkeypatch, "training.epochs=9")
    with pytest.raises(InputError, match=r"dvc.yaml: .* takes no overrides; use `dvc exp run -S` instead"):
        load(TrainSections)


def test_a_mistake_in_a_section_of_another_stage_is_found(rewrite):
    rewrite("params.yaml", "epochs: 4", "epochs: many")
    with pytest.raises(InputError, match=r"training\.epochs: "):
        load(FilterSections)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "params.yaml is missing; run in the repository's root, or `retrain params compose`"),
        (b"a: 1\nb: [\n", "params.yaml:3: expected the node content, but found '<stream end>'; run `retrain params"),
        (b"a: 1\nb: c: d\n", "params.yaml:2: mapping values are not allowed here; run `retrain params compose`"),
        (b"- a\n", "params.yaml:1: it holds no mapping; run `retrain params compose`"),
        (b"", "params.yaml:1: it holds no mapping; run `retrain params compose`"),
        (b"a: \xff\n", "params.yaml:1: 'utf-8' codec can't decode"),
        (b"a: \x01\n", "params.yaml:1: unacceptable character"),
        (b"day: 2025-04-31\n", "params.yaml:1: day is out of range for month; run `retrain params compose`"),
    ],
)
def test_a_params_yaml_that_cannot_be_read_is_named_with_the_remedy(content, message):
    Path("params.yaml").unlink() if content is None else Path("params.yaml").write_bytes(content)
    with pytest.raises(InputError) as refused:
        read_params()
    assert str(refused.value).startswith(message)
    assert "`retrain params compose`" in str(refused.value)
