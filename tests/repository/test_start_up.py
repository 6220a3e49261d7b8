"""A process loads only the libraries that it needs."""

import pytest
from repository_files import files, python

RECORDS = {"numpy", "pandas", "pyarrow"}
MODEL = {"numpy", "pandas", "pyarrow", "re2", "safetensors", "scipy"}
TRAINING = {"numpy", "pandas", "pyarrow", "pytorch_lightning", "scipy", "torch"}
STAGES = {
    "ingest": RECORDS,
    "adapt": RECORDS | {"re2"},
    "filter": RECORDS,
    "split": RECORDS,
    "featurize": RECORDS | {"scipy"},
    "train": MODEL | TRAINING,
    "evaluate": MODEL,
    "predict": MODEL,
    "decide": RECORDS | {"scipy"},
    "drift": RECORDS | {"scipy"},
    "report": RECORDS | {"jinja2", "plotly"},
    "search": TRAINING | {"optuna"},
}
WORK = {
    "ingest": "records.ingest",
    "predict": "retrain.judge.predict_holdouts",
    "decide": "retrain.judge.decide",
    "drift": "retrain.judge.drift",
    "report": "retrain.reporting.write_reports",
    "search": "retrain.search.run_search",
}
WATCHED = {
    "dvc",
    "dvclive",
    "fastapi",
    "hydra",
    "lightning",
    "matplotlib",
    "omegaconf",
    "onnxruntime",
    "ray",
    "sklearn",
}
COMMANDS = {
    "retrain.cli.main": set(),
    "retrain.serving.online_predictor": (MODEL | {"fastapi"}) - {"pandas", "pyarrow"},
}


def loaded_by(statement: str) -> set[str]:
    """The slow libraries that a fresh process has loaded after a statement."""
    done = python("-c", f"{statement}\nimport sys\nprint(*sys.modules)")
    assert done.returncode == 0, done.stderr
    return {module.partition(".")[0] for module in done.stdout.split()} & WATCHED.union(*STAGES.values())


def test_every_stage_is_watched():
    assert set(STAGES) == {path.stem for path in files("src/*.py") if len(path.parts) == 2}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_reads_its_configuration_before_it_loads_the_libraries_of_its_work_and_no_other(
    stage,
):
    assert loaded_by(f"import sys; sys.path.insert(0, 'src'); import {stage}") == set()
    assert loaded_by(f"import {WORK.get(stage, f'retrain.pipeline.{stage}')}") == STAGES[stage]


@pytest.mark.parametrize("module", COMMANDS)
def test_the_command_line_and_a_served_model_need_no_training_library(module):
    assert loaded_by(f"import {module}") == COMMANDS[module]
