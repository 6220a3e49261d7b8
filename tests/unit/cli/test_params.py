"""`retrain params` composes conf/ into params.yaml, and compares the two."""

import shutil
from pathlib import Path

import pytest

CONFIGURATION = Path(__file__).parents[3] / "conf"
PARAMS = Path("params.yaml")
TRAINING = Path("conf/training/default.yaml")


@pytest.fixture(autouse=True)
def configuration(tmp_path, monkeypatch):
    """The working directory, with this repository's `conf/`."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(CONFIGURATION, "conf")


def test_the_composition_passes_the_check(retrain):
    assert retrain("params", "compose") == (0, "params.yaml written\n", "")
    first = PARAMS.read_bytes()
    assert retrain("params", "check") == (0, "params.yaml is the composition of conf/\n", "")
    retrain("params", "compose")
    assert PARAMS.read_bytes() == first


def test_overrides_are_composed_and_the_check_shows_how_they_differ(retrain):
    assert retrain("params", "compose", "-S", "network=wide", "--set", "training.seed=77")[0] == 0
    code, printed, stderr = retrain("params", "check")
    assert code == 1
    assert "--- params.yaml\n+++ conf/ composed\n" in printed
    assert "\n-  name: wide\n" in printed
    assert "\n-  seed: 77\n" in printed
    assert stderr == "params.yaml is not the composition of conf/; `retrain params compose` writes it\n"


def test_a_missing_file_is_not_the_composition_and_checking_does_not_write_it(retrain):
    assert retrain("params", "check")[0] == 1
    assert not PARAMS.exists()


def test_overrides_are_checked_without_writing(retrain):
    assert retrain("params", "check", "-S", "training.epochs=3") == (0, "the overrides are valid\n", "")
    assert not PARAMS.exists()


@pytest.mark.parametrize("command", ["compose", "check"])
@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("training.epoch=3", "training.epoch=3: there is no such key - did you mean 'training.epochs'?"),
        ("network=wid", "there is no conf/network/wid.yaml - did you mean 'wide'?"),
        ("training.epochs=many", "training.epochs: Input should be a valid integer"),
    ],
)
def test_wrong_overrides_end_with_2_and_write_nothing(retrain, command, override, message):
    code, printed, stderr = retrain("params", command, "-S", override)
    assert (code, printed) == (2, "")
    assert message in stderr
    assert not PARAMS.exists()


def test_a_wrong_file_ends_with_2_and_leaves_what_was_composed(retrain):
    retrain("params", "compose")
    before = PARAMS.read_bytes()
    TRAINING.write_text(TRAINING.read_text().replace("epochs:", "epoch:"))
    for command in ("compose", "check"):
        code, printed, stderr = retrain("params", command)
        assert (code, printed) == (2, "")
        assert "training.epoch: there is no such key - did you mean 'epochs'?" in stderr
    assert PARAMS.read_bytes() == before
