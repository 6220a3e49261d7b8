"""Shared fixtures: a tiny run of the pipeline's functions on invented letters of three labels."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from recording_dvc import RECORDING_DVC
from tiny_configuration import VALUES, invent_letters

from retrain.configuration import validate
from retrain.judge.decide import write_decision
from retrain.judge.drift import measure_drift
from retrain.judge.predict_holdouts import predict_holdouts
from retrain.ml_configuration import stages
from retrain.ml_configuration.drift_document import DriftSections
from retrain.pipeline.evaluate import evaluate
from retrain.reporting.write_reports import write_reports

STEPS = {
    evaluate: stages.EvaluateSections,
    predict_holdouts: stages.PredictSections,
    write_decision: stages.DecideSections,
    measure_drift: DriftSections,
    write_reports: stages.ReportSections,
}


@dataclass(frozen=True)
class Repository:
    """A git repository in the working directory, where `dvc` only records its command lines."""

    calls_file: Path

    def git(self, *words: str) -> str:
        """Runs a git command and returns its output."""
        return subprocess.run(["git", *words], check=True, capture_output=True, text=True).stdout

    def commit_all(self, message: str) -> str:
        """Commits all files and returns the id of the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD").strip()

    @property
    def calls(self) -> list[str]:
        """The recorded dvc command lines."""
        return self.calls_file.read_text().splitlines() if self.calls_file.exists() else []


def _run_training_pipeline(values: dict[str, Any]) -> None:
    from records.ingest import ingest
    from retrain.ml_configuration import paths
    from retrain.pipeline.adapt import adapt_records
    from retrain.pipeline.featurize import featurize
    from retrain.pipeline.filter import filter_adapted
    from retrain.pipeline.split import split_filtered
    from retrain.pipeline.train import train_network

    sections = _section_classes()
    whole = validate(values)
    ingest(whole.source, Path(), paths.RAW_RECORDS.parent, paths.INGEST_REPORT)
    steps = (adapt_records, filter_adapted, split_filtered, featurize, train_network)
    for step, section in zip(steps, sections, strict=True):
        step(section(**{name: getattr(whole, name) for name in section.model_fields}))


def _section_classes() -> tuple[type, ...]:
    from retrain.ml_configuration import stages

    return (
        stages.AdaptSections,
        stages.FilterSections,
        stages.SplitSections,
        stages.FeaturizeSections,
        stages.TrainSections,
    )


@pytest.fixture(autouse=True)
def _no_variables_of_a_surrounding_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RETRAIN_WORK_DIR", "DVC_ROOT", "DVC_STAGE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def tiny_values() -> dict[str, Any]:
    """The configuration of the tiny run, as params.yaml holds it; to be copied, not changed."""
    return VALUES


@pytest.fixture(scope="session")
def tiny_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the training pipeline has run; a first model without rules is in production."""
    folder = tmp_path_factory.mktemp("tiny_run")
    with contextlib.chdir(folder):
        invent_letters().to_csv("letters.csv", index=False)
        Path("params.yaml").write_text(yaml.safe_dump(VALUES, sort_keys=False))
        _run_training_pipeline(
            {**VALUES, "taggers": {"name": "none", "rules": []}, "training": {**VALUES["training"], "epochs": 1}}
        )
        shutil.copytree("models/retrained", "models/production")
        shutil.rmtree("reports/live")
        _run_training_pipeline(VALUES)
    return folder


@pytest.fixture
def workplace(tiny_run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tiny run, and the working directory."""
    folder = tmp_path / "workplace"
    shutil.copytree(tiny_run, folder, ignore=shutil.ignore_patterns(".work"))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The working directory as a git repository where `dvc` only records its command lines.

    Name it after `workplace` in a test's arguments to have the repository there.
    """
    calls = tmp_path / "dvc_calls"
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Test")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "test@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("DVC_CALLS", str(calls))
    if not tmp_path.joinpath("workplace").exists():
        tmp_path.joinpath("workplace").mkdir()
        monkeypatch.chdir(tmp_path / "workplace")
    Path("dvc.py").write_text(RECORDING_DVC)
    created = Repository(calls)
    created.git("init", "--quiet", "--initial-branch", "main")
    return created


@pytest.fixture
def retrain(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Callable[..., Any]]:
    """Runs `retrain WORDS` in this process: exit code, standard output, standard error."""
    from retrain.cli.main import main

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["retrain", *words])
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        printed = capfd.readouterr()
        return int(left.value.code or 0), printed.out, printed.err

    return run


@pytest.fixture
def sections(tiny_values):
    """A function that makes an object of a section class, with some sections replaced."""

    def make(section_class: type, **changed: object) -> object:
        whole = validate({**tiny_values, **changed})
        return section_class(**{name: getattr(whole, name) for name in section_class.model_fields})

    return make


@pytest.fixture
def judged(workplace, sections) -> Callable[..., None]:
    """A function that runs evaluate, predict, decide, drift and report, with some sections replaced."""

    def run(**changed: object) -> None:
        for step, section_class in STEPS.items():
            step(sections(section_class, **changed))

    return run
