"""`retrain decision seal` writes the next seal into conf/ and composes params.yaml with the present choices."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml

from retrain.ml_configuration import paths
from retrain.workspace.csv_tables import read_table, write_table

CONFIGURATION = Path(__file__).parents[3] / "conf"


LETTERS = [
    {"id": f"L{number}", "received": f"{month}-15", "customer": f"C{number}", "label": "meter"}
    for number, month in enumerate(["2025-08", "2025-10", "2025-11", "2026-02"] * 40)
]


@pytest.fixture
def demo(tmp_path, monkeypatch):
    """The working directory, with this repository's `conf/` and some filtered letters, the newest of February."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(CONFIGURATION, "conf")
    write_table(pd.DataFrame(LETTERS), paths.FILTERED)


def composed():
    return yaml.safe_load(Path("params.yaml").read_text())


def test_the_next_seal_is_written_and_composed_with_the_present_choices(demo, retrain):
    retrain("params", "compose", "-S", "network=wide", "-S", "source.as_of=2026-02-28")
    before = composed()
    code, printed, errors = retrain("decision", "seal", "--until", "2025-10-31")
    assert (code, errors) == (0, "")
    assert "$ retrain params compose -S network=wide -S source.as_of=2026-02-28\n" in printed
    after = composed()
    assert {key: str(value) for key, value in after["split"]["seal"].items()} == {
        **{key: str(value) for key, value in before["split"]["seal"].items()},
        "name": "s2",
        "since": "2025-09-30",
        "until": "2025-10-31",
    }
    assert {**after, "split": None} == {**before, "split": None}
    assert "# The sealed test set" in Path("conf/split/default.yaml").read_text()


def test_without_a_day_the_seal_ends_where_recent_begins(demo, retrain):
    retrain("params", "compose")
    assert "after 2025-09-30 up to 2025-11-30" in retrain("decision", "seal")[1]
    assert str(composed()["split"]["seal"]["until"]) == "2025-11-30"


def test_a_seal_that_was_overridden_does_not_come_back(demo, retrain):
    retrain("params", "compose", "-S", "split.seal.until=2025-10-20")
    assert "after 2025-10-20 up to 2025-11-30" in retrain("decision", "seal")[1]
    assert str(composed()["split"]["seal"]["until"]) == "2025-11-30"


def test_a_dry_run_of_the_seal_changes_nothing(demo, retrain):
    retrain("params", "compose")
    before = Path("params.yaml").read_text(), Path("conf/split/default.yaml").read_text()
    code, printed, _ = retrain("decision", "seal", "--dry-run")
    assert code == 0
    assert "$ retrain params compose\n" in printed
    assert (Path("params.yaml").read_text(), Path("conf/split/default.yaml").read_text()) == before


@pytest.mark.parametrize(
    ("words", "message"),
    [(("--until", "2025-09-30"), "no row is left to seal after 2025-09-30"), (("--until", "soon"), "soon")],
)
def test_a_seal_that_cannot_be_drawn_ends_with_2(demo, retrain, words, message):
    retrain("params", "compose")
    code, _, errors = retrain("decision", "seal", *words)
    assert code == 2
    assert message in errors


def test_the_waiting_rows_alone_are_sealed(demo, retrain):
    retrain("params", "compose")
    printed = retrain("decision", "seal")[1]
    rows = int(printed.split("The sealed test set s2, ")[1].split()[0])
    assert 0 < rows < len(read_table(paths.FILTERED)) / 4
