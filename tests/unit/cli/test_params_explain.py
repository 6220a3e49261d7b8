"""`retrain params explain` and `pin` print or store the overrides that reproduce params.yaml."""

import shlex
import shutil
from pathlib import Path

import pytest

CONFIGURATION = Path(__file__).parents[3] / "conf"
PARAMS = Path("params.yaml")


@pytest.fixture(autouse=True)
def configuration(tmp_path, monkeypatch):
    """The working directory, with this repository's `conf/`."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(CONFIGURATION, "conf")


def test_the_line_that_reproduces_the_file_is_printed_quoted_for_a_shell(retrain):
    overrides = ["-S", "network=wide", "-S", "training.epochs=3", "-S", 'report.title="it is ours"']
    retrain("params", "compose", *overrides)
    code, printed, stderr = retrain("params", "explain")
    assert (code, stderr) == (0, "")
    assert shlex.split(printed) == ["dvc", "exp", "run", *overrides]


def test_the_composition_needs_no_override_even_if_a_date_lost_its_quotes(retrain):
    retrain("params", "compose")
    PARAMS.write_text(PARAMS.read_text().replace("'2025-12-31'", "2025-12-31"))
    assert retrain("params", "explain") == (0, "params.yaml is the composition of conf/ without overrides\n", "")


def test_pinning_prints_how_to_run_and_how_to_select_the_experiment(retrain):
    retrain("params", "compose", "-S", "network=wide", "-S", "training.epochs=3")
    assert retrain("params", "pin", "mine") == (
        0,
        "conf/experiment/mine.yaml written: `dvc exp run -S experiment=mine`\n"
        "to make it the default: `experiment: mine` in conf/config.yaml, `retrain params compose`\n",
        "",
    )
    assert Path("conf/experiment/mine.yaml").is_file()


def test_a_missing_or_wrong_file_is_neither_explained_nor_pinned(retrain):
    for words in (("explain",), ("pin", "mine")):
        code, printed, stderr = retrain("params", *words)
        assert (code, printed) == (2, "")
        assert stderr.startswith("params.yaml is missing")
    retrain("params", "compose")
    PARAMS.write_text(PARAMS.read_text().replace("epochs: 15", "epochs: many"))
    assert retrain("params", "pin", "mine")[0] == 2
    assert not Path("conf/experiment/mine.yaml").exists()
