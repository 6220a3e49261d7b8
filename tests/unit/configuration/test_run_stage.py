"""The scripts that DVC runs write the same bytes as the functions behind them."""

import runpy
import shutil
import sys
from pathlib import Path

import pytest

from retrain.ml_configuration import paths

SCRIPTS = Path(__file__).parents[3] / "src"
TABLES = ("confidence", "confusion", "labels", "precision")
TRAINING = {
    "ingest": ["data/raw", "reports/ingest.json"],
    "adapt": ["data/adapted"],
    "filter": ["data/filtered", "reports/filter.json"],
    "split": ["data/splits", "reports/split.json"],
    "featurize": ["data/features"],
    "train": ["models/retrained"],
}
JUDGING = {
    "evaluate": ["reports/metrics.json", *(f"reports/validation_{table}.csv" for table in TABLES)],
    "predict": ["judge/predictions"],
    "decide": ["reports/decision.json", "reports/comparison.json"],
    "drift": ["reports/drift.json"],
    "report": [
        "reports/index.html",
        "reports/deck.pdf",
        "reports/comment.md",
        "reports/MODEL_CARD.md",
    ],
}


@pytest.fixture(autouse=True)
def _no_overrides(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["stage"])


def run(stage):
    runpy.run_path(str(SCRIPTS / f"{stage}.py"), run_name="__main__")


def content(outputs):
    files = {file for path in map(Path, outputs) for file in [path, *path.rglob("*")] if file.is_file()}
    return {str(file): file.read_bytes() for file in sorted(files)}


def remove(outputs):
    for path in map(Path, outputs):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


@pytest.mark.parametrize("stage", TRAINING)
def test_a_training_stage_writes_what_its_function_wrote(workplace, stage):
    before = content(TRAINING[stage])
    remove([*TRAINING[stage], paths.LIVE])
    run(stage)
    assert before
    assert content(TRAINING[stage]) == before


def test_the_judging_stages_write_the_same_twice(workplace):
    outputs = [path for stage in JUDGING.values() for path in stage]
    for stage, written in JUDGING.items():
        run(stage)
        assert content(written), stage
    before = content(outputs)
    remove(outputs)
    for stage in JUDGING:
        run(stage)
    assert content(outputs) == before


@pytest.mark.parametrize("stage", [*TRAINING, *JUDGING])
def test_a_stage_with_a_wrong_configuration_ends_with_2_before_it_writes(workplace, capsys, stage):
    text = Path("params.yaml").read_text()
    Path("params.yaml").write_text(text.replace("epochs:", "epoch:"))
    outputs = {**TRAINING, **JUDGING}[stage]
    remove(outputs)
    with pytest.raises(SystemExit) as left:
        run(stage)
    assert left.value.code == 2
    assert "training.epoch: there is no such key - did you mean 'epochs'?" in capsys.readouterr().err
    assert content(outputs) == {}
