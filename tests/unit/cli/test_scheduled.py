"""`retrain scheduled` sets the day and the overrides in `conf/`, so that it composes params.yaml."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from retrain.cli.scheduled import pin_overrides, set_as_of
from retrain.configuration.compose import compose_text
from retrain.ml_configuration import InputError

SOURCE = Path("conf/source/mail.yaml")


@pytest.fixture(autouse=True)
def own_conf(tmp_path, monkeypatch):
    """A copy of `conf/` in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(Path(__file__).parents[3] / "conf", "conf")


def test_as_of_is_set_to_a_later_day_and_never_to_an_earlier_one():
    assert set_as_of(date(2026, 1, 31), []).name == "mail"
    assert "\nas_of: 2026-01-31\n" in SOURCE.read_text()
    assert "as_of: 2026-01-31" in Path("params.yaml").read_text().replace("'", "")
    set_as_of(date(2025, 1, 1), [])
    assert "as_of: 2026-01-31" in SOURCE.read_text()


def test_overrides_are_pinned_as_an_experiment_of_conf():
    set_as_of(date(2026, 1, 31), ["network=wide", "training.epochs=3"])
    trained = yaml.safe_load(Path("params.yaml").read_text())
    assert (trained["network"]["name"], trained["training"]["epochs"]) == ("wide", 3)
    pin_overrides(["network=wide"])
    assert yaml.safe_load(compose_text()) == trained
    (experiment,) = Path("conf/experiment").glob("scheduled_*.yaml")
    assert f"- optional experiment: {experiment.stem}\n" in Path("conf/config.yaml").read_text()
    set_as_of(date(2026, 1, 31), ["network=wide", "training.epochs=3"])
    pin_overrides(["network=wide"])
    assert yaml.safe_load(compose_text()) == trained


def test_a_day_that_an_experiment_sets_is_not_changed():
    config = Path("conf/config.yaml")
    config.write_text(config.read_text().replace("experiment: null", "experiment: legacy"))
    with pytest.raises(InputError, match=r"an experiment sets source\.as_of"):
        set_as_of(date(2026, 1, 31), [])
