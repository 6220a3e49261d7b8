"""The code keeps every import-linter contract, and a breach of each one is reported."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from repository_files import ROOT, files

BREACHES = {
    "a brick imports another": (
        "retrain/taggers/registry.py",
        "import retrain.filterers",
        "The storeys",
    ),
    "a brick imports the pipeline": (
        "retrain/decision/apply_policy.py",
        "import retrain.pipeline.train",
        "The storeys",
    ),
    "the pipeline imports torch": (
        "retrain/pipeline/evaluate.py",
        "import torch",
        "torch and Lightning stay",
    ),
    "the pipeline imports the store": (
        "retrain/pipeline/evaluate.py",
        "import records.csv_reader",
        "Only configuration and",
    ),
    "the store climbs a storey": (
        "records/errors.py",
        "import records.ingest",
        "The feature store has storeys",
    ),
    "the store imports retrain": (
        "records/csv_reader.py",
        "import retrain.workspace.csv_tables",
        "knows no machine learning",
    ),
    "configuration imports numpy": (
        "retrain/ml_configuration/task.py",
        "import numpy",
        "Configuration depends",
    ),
    "a brick imports Hydra": ("retrain/adapters/adapter.py", "import hydra", "Hydra stays"),
    "the judge imports DVC": (
        "retrain/judge/holdout_evaluations.py",
        "import dvc.api",
        "DVC's Python API",
    ),
    "configuration imports Typer": (
        "retrain/configuration/run_stage.py",
        "import typer",
        "Typer stays",
    ),
    "the pipeline imports FastAPI": (
        "retrain/pipeline/evaluate.py",
        "import fastapi",
        "FastAPI stays",
    ),
    "the pipeline imports Optuna": (
        "retrain/pipeline/evaluate.py",
        "import optuna",
        "Optuna stays",
    ),
    "a served model loads Optuna": (
        "retrain/model/predictions.py",
        "import optuna",
        "A served model",
    ),
}
CONTRACTS = [
    contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
]
HELD = {name: breach for name, breach in BREACHES.items() if any(breach[2] in contract for contract in CONTRACTS)}


def lint(root: Path) -> tuple[int, str]:
    command = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    arguments = ["--config", str(root / "pyproject.toml"), "--no-cache"]
    done = subprocess.run(
        [sys.executable, "-c", command, *arguments],
        cwd=root / "src",
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, " ".join(done.stdout.split())


def broken(report: str) -> list[str]:
    """The contracts that a report calls broken, each with the text before its name."""
    return re.findall(r"((?:(?! KEPT | BROKEN ).)+) BROKEN\b", report.split("Contracts:")[0])


@pytest.fixture
def copy(tmp_path) -> Path:
    for path in (*files("src", suffix=".py"), Path("pyproject.toml")):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    return tmp_path


def test_each_contract_has_a_breach_here():
    breached = [contract for _, _, contract in BREACHES.values()]
    assert [name for name in CONTRACTS if not any(contract in name for contract in breached)] == []


def test_only_the_contracts_of_the_service_can_be_removed():
    present = (ROOT / "src/retrain/serving").is_dir()
    without = [] if present else ["the pipeline imports FastAPI", "a served model loads Optuna"]
    assert [name for name in BREACHES if name not in HELD] == without


def test_the_code_keeps_every_contract(copy):
    code, report = lint(copy)
    assert (code, " 0 broken." in report) == (0, True), report


@pytest.mark.parametrize(("file", "line", "contract"), HELD.values(), ids=HELD)
def test_a_breach_is_reported(copy, file, line, contract):
    breached = copy / "src" / file
    breached.write_text(breached.read_text(encoding="utf-8") + f"{line}\n", encoding="utf-8")
    code, report = lint(copy)
    assert code == 1
    assert any(contract in name for name in broken(report))


def test_a_folder_without_a_storey_is_reported(copy):
    folder = copy / "src/retrain/utils"
    folder.mkdir()
    (folder / "__init__.py").write_text('"""Anything."""\n')
    code, report = lint(copy)
    assert code == 1
    assert ["The storeys" in name for name in broken(report)] == [True]
