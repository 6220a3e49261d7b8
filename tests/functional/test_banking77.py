"""A public data set with an official partition runs from its files to a decision."""

import csv
from pathlib import Path

import pytest

BANKING = "banking77"


@pytest.mark.long
def test_nine_in_ten_official_test_rows_of_banking77_are_predicted_correctly(repository):
    data = Path(__file__).parents[3] / "shared/datasets" / BANKING
    if not data.is_dir():
        pytest.skip(f"{BANKING} is not beside the repository; conf/source/{BANKING}.yaml says where to get it")
    (repository.folder / "data/external").mkdir(parents=True)
    (repository.folder / "data/external" / BANKING).symlink_to(data)
    repository.run("retrain", "params", "compose", "-S", f"task={BANKING}")
    repository.run("dvc", "repro", "--quiet")
    repository.run("retrain", "decision", "judge")
    with (repository.folder / "judge/predictions/sealed/retrained.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 3000
    assert sum(row["truth"] == row["prediction"] for row in rows) / len(rows) >= 0.9
