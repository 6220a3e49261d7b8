"""A process loads only the libraries that it needs."""

import pytest
from repository_files import files, python

TRAINING = {"torch", "pytorch_lightning", "lightning", "hydra", "omegaconf", "optuna", "dvc", "dvclive"}
TRAINING_STAGES = {"search", "train"}
STAGES = sorted({path.stem for path in files("src/retrain/stages/*.py") if len(path.parts) == 4} - {"__init__"})


def loaded_by(statement: str) -> set[str]:
    """The top-level packages that are loaded in a fresh process after a statement."""
    done = python("-c", f"{statement}\nimport sys\nprint(*sys.modules)")
    assert done.returncode == 0, done.stderr
    return {module.partition(".")[0] for module in done.stdout.split()}


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage not in TRAINING_STAGES])
def test_a_stage_that_does_not_train_loads_no_training_library(stage):
    assert loaded_by(f"import retrain.stages.{stage}") & TRAINING == set()


def test_the_stage_that_trains_loads_neither_hydra_nor_optuna_nor_dvc():
    loaded = loaded_by("import retrain.stages.train")
    assert {"torch", "pytorch_lightning"} <= loaded
    assert loaded & {"hydra", "omegaconf", "optuna", "dvc"} == set()


def test_the_command_line_starts_light():
    heavy = {"torch", "pytorch_lightning", "lightning", "hydra", "omegaconf", "sklearn", "plotly", "optuna", "dvc"}
    assert loaded_by("import retrain.cli.main") & heavy == set()


def test_a_served_model_needs_no_training_library():
    assert loaded_by("from retrain.pipeline.classifier import Classifier") & TRAINING == set()
