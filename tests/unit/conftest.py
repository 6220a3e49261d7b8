"""A tiny run: invented letters of three labels, and what the pipeline's own functions make of them."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml
from recording_dvc import RECORDING_DVC

from retrain.configuration import validate
from retrain.configuration.load import Configuration
from retrain.judge.decide import write_decision
from retrain.judge.drift import measure_drift
from retrain.judge.predict_holdouts import predict_holdouts
from retrain.ml_configuration import stages
from retrain.pipeline.evaluate import evaluate
from retrain.reporting.write_reports import write_reports

SUBJECTS = {
    "invoice": ["amount", "bill", "payment", "transfer", "reminder"],
    "meter": ["reading", "counter", "display", "digits", "cellar"],
    "moving": ["address", "keys", "flat", "landlord", "contract"],
}
FILLERS = ["hello", "please", "thanks", "today", "regards", "question"]

STEPS = {
    evaluate: stages.EvaluateSections,
    predict_holdouts: stages.PredictSections,
    write_decision: stages.DecideSections,
    measure_drift: stages.DriftSections,
    write_reports: stages.ReportSections,
}

SEARCH = yaml.safe_load("""{name: default, seed: 1, trials: 5, minutes: null, sampler: tpe, pruner: median,
 startup_trials: 2, epochs: 3, window: 2, objectives: [macro_f1],
 space: {network.dropout: {type: float, low: 0, high: 0.7},
 training.learning_rate: {type: float, low: 0.001, high: 0.1, log: true}}}""")

VALUES: dict[str, Any] = {
    "_generated": "for a test",
    "source": {
        "name": "letters",
        "kind": "file",
        "licence": "invented",
        "path": "letters.csv",
        "files": [],
        "file_column": None,
        "upstream": "nowhere",
        "sha256": {},
        "columns": {"amount": "number", "received": "date"},
        "id": "id",
        "time": "received",
        "as_of": None,
        "quarantine_limit": 0.05,
    },
    "adapters": {"name": "none", "steps": []},
    "filterers": {"name": "default", "steps": [{"kind": "missing_label"}, {"kind": "rare_label", "at_least": 5}]},
    "split": {
        "name": "default",
        "salt": "open",
        "validation": 0.2,
        "seal": {"name": "s1", "salt": "seal-1", "share": 0.2, "until": "2025-04-30"},
        "recent": {"months": 1, "share": 0.1},
    },
    "featurizers": {
        "name": "default",
        "blocks": {
            "words": {
                "kind": "tfidf",
                "analyzer": "word",
                "min_ngram": 1,
                "max_ngram": 1,
                "min_groups": 2,
                "sublinear": True,
            },
            "categories": {"kind": "one_hot", "min_groups": 1},
            "numbers": {"kind": "standard_scaler"},
        },
    },
    "taggers": {
        "name": "urgent",
        "rules": [{"id": "cut-off", "kind": "keyword", "label": "meter", "column": "text", "any_of": ["blackout"]}],
    },
    "task": {
        "name": "letters",
        "prediction": "multiclass",
        "columns": [
            {"name": "id", "role": "id"},
            {"name": "received", "role": "time"},
            {"name": "customer", "role": "group"},
            {"name": "channel", "role": "category"},
            {"name": "amount", "role": "number"},
            {"name": "text", "role": "text"},
            {"name": "label", "role": "label"},
        ],
    },
    "network": {"name": "linear", "dropout": 0.0},
    "training": {
        "name": "default",
        "seed": 1,
        "epochs": 4,
        "patience": 4,
        "batch_size": 16,
        "learning_rate": 0.05,
        "weight_decay": 0.01,
        "loss": "cross_entropy",
        "workers": 0,
        "devices": 1,
        "strategy": "auto",
        "limit_batches": None,
        "overfit_batches": None,
        "profile": False,
        "threads": 1,
        "audit_key": "key-of-the-tests",
    },
    "decision": {
        "name": "default",
        "seed": 1,
        "draws": 199,
        "first_model": "promote",
        "min_rows": {"sealed": 5, "recent": 5},
        "checks": [
            {
                "id": "recent-better",
                "kind": "superiority",
                "split": "recent",
                "metric": "macro_f1",
                "alpha": 0.01,
                "on_fail": "review",
            },
            {
                "id": "best-not-worse",
                "kind": "non_inferiority",
                "split": "sealed",
                "metric": "macro_f1",
                "against": "best",
                "margin": 0.9,
                "alpha": 0.05,
                "on_fail": "review",
            },
        ],
    },
    "report": {"name": "default", "title": "Letters", "text": "ids"},
    "search": SEARCH,
    "launcher": {"name": "local", "workers": 1, "attempts": 3},
}


VALUES = {name: value for name, value in VALUES.items() if name in {"_generated", *Configuration.model_fields}}


def invent_letters(rows: int = 200) -> pd.DataFrame:
    """Letters of 50 customers from January to June 2025, all cells text."""
    draws = np.random.default_rng(7)
    labels = [list(SUBJECTS)[number % 3] for number in range(rows)]
    days = pd.Timestamp("2025-01-01") + pd.to_timedelta(np.sort(draws.integers(0, 181, rows)), unit="D")
    return pd.DataFrame(
        {
            "id": [f"L{number:04d}" for number in range(rows)],
            "received": days.strftime("%Y-%m-%d"),
            "customer": [f"C{draws.integers(50)}" for _ in range(rows)],
            "channel": draws.choice(["mail", "portal"], rows),
            "amount": [str(draws.integers(10, 500)) for _ in range(rows)],
            "text": [
                " ".join([*draws.choice(SUBJECTS[label], 3), *draws.choice(FILLERS, 3), f"no{number}"])
                for number, label in enumerate(labels)
            ],
            "label": labels,
        }
    )


@dataclass(frozen=True)
class Repository:
    """A git repository in the working directory, where `dvc` only keeps its lines."""

    calls_file: Path

    def git(self, *words: str) -> str:
        """What a git command prints."""
        return subprocess.run(["git", *words], check=True, capture_output=True, text=True).stdout

    def commit_all(self, message: str) -> str:
        """The id of a commit of everything here."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD").strip()

    @property
    def calls(self) -> list[str]:
        """The dvc lines that ran."""
        return self.calls_file.read_text().splitlines() if self.calls_file.exists() else []


def _work(values: dict[str, Any]) -> None:
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
    """A folder in which the training pipeline has run for the tiny task; a first model without rules is in production."""
    place = tmp_path_factory.mktemp("tiny_run")
    with contextlib.chdir(place):
        invent_letters().to_csv("letters.csv", index=False)
        Path("params.yaml").write_text(yaml.safe_dump(VALUES, sort_keys=False))
        _work({**VALUES, "taggers": {"name": "none", "rules": []}, "training": {**VALUES["training"], "epochs": 1}})
        shutil.copytree("models/retrained", "models/production")
        shutil.rmtree("reports/live")
        _work(VALUES)
    return place


@pytest.fixture
def workplace(tiny_run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tiny run, and the working directory."""
    place = tmp_path / "workplace"
    shutil.copytree(tiny_run, place, ignore=shutil.ignore_patterns(".work"))
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The working directory as a git repository where `dvc` only keeps its lines.

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
    made = Repository(calls)
    made.git("init", "--quiet", "--initial-branch", "main")
    return made


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
    """A function: a section class, with sections in place of the tiny run's -> its object."""

    def of(kind: type, **changed: object) -> object:
        whole = validate({**tiny_values, **changed})
        return kind(**{name: getattr(whole, name) for name in kind.model_fields})

    return of


@pytest.fixture
def judged(workplace, sections) -> Callable[..., None]:
    """A function that runs evaluate, predict, decide, drift and report, with sections in place of the tiny run's."""

    def run(**changed: object) -> None:
        for step, kind in STEPS.items():
            step(sections(kind, **changed))

    return run
