"""Invented documents of one retrain, as the stages write them, and fixtures that make them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from drift_documents import drift_document

from retrain.ml_configuration.report import RecordText
from retrain.model_reports import ReportModel

Documents = dict[str, Any]


CALIBRATION: Documents = {
    "expected_error": 0.04,
    "reliability": [
        {"rows": 900, "confidence": 0.6, "right": 0.55},
        {"rows": 825, "confidence": 0.9, "right": 0.93},
    ],
    "area_under_risk": 0.07,
    "risk_coverage": [{"coverage": 0.5, "risk": 0.02}, {"coverage": 1.0, "risk": 0.14}],
    "abstained": 0.0,
}


def confusion(size: int, skill: float, seed: int) -> np.ndarray:
    """Counts, truth by prediction, of a model that is right with probability `skill`."""
    random = np.random.default_rng(seed)
    chances = random.dirichlet(np.full(size, 0.15), size=size) * (1 - skill) + np.eye(size) * skill
    return np.stack([random.multinomial(40 + 12 * (row % 9), chance) for row, chance in enumerate(chances)])


def f1(counts: np.ndarray) -> list[float]:
    """F1 of every label."""
    return (2 * counts.diagonal() / np.maximum(counts.sum(0) + counts.sum(1), 1)).round(6).tolist()


def score(legacy: float | None, retrained: float) -> Documents:
    """One score with plausible intervals."""
    delta = None if legacy is None else round(retrained - legacy, 6)
    return {
        "legacy": legacy,
        "retrained": retrained,
        "legacy_interval": None if legacy is None else [legacy - 0.011, legacy + 0.011],
        "retrained_interval": [retrained - 0.01, retrained + 0.01],
        "delta": delta,
        "delta_interval": None if delta is None else [delta - 0.008, delta + 0.008],
    }


def comparison(labels: list[str], legacy: bool) -> Documents:
    """A comparison of a good retrained model with a weaker legacy model, or with none."""
    old, new = confusion(len(labels), 0.78, 3), confusion(len(labels), 0.86, 4)
    names = zip(labels, new.sum(1).tolist(), f1(old), f1(new), strict=True)
    return {
        "labels": labels,
        "rows": int(new.sum()),
        "accuracy": score(0.781234 if legacy else None, 0.861234),
        "macro_f1": score(0.742345 if legacy else None, 0.842345),
        "like_for_like": None,
        "severity": score(0.4 if legacy else None, 0.3),
        "brier": score(0.31 if legacy else None, 0.22),
        "per_label": [
            {
                "label": name,
                "support": rows,
                "legacy_f1": before if legacy else None,
                "retrained_f1": after,
            }
            | {"retrained_precision": after, "retrained_recall": after, "detectable_drop": 0.1}
            for name, rows, before, after in names
        ],
        "confusion": {"legacy": old.tolist() if legacy else None, "retrained": new.tolist()},
        "flips": {"fixed": 211, "broken": 64, "both_wrong": 150, "both_right": 1300} if legacy else None,
        "calibration": {name: CALIBRATION for name in ("legacy", "retrained") if legacy or name == "retrained"},
        "rules": [
            {
                "model": "retrained",
                "rule": "threat",
                "rows": 9,
                "fixed": 4,
                "broken": 1,
                "p_value": 1.0,
                "hurts": False,
            }
        ],
        "mistakes": [{"cost": cost, "legacy": 210 if legacy else None, "retrained": 90} for cost in (0.5, 1.0)],
        "slices": [slice_scores("channel=app", legacy), slice_scores("channel=letter", legacy)],
        "detection": {
            name: [
                {"threshold": 0.9, "precision": 0.9, "recall": 0.3},
                {"threshold": 0.2, "precision": 0.6, "recall": 0.8},
            ]
            for name in ("legacy", "retrained")
            if legacy or name == "retrained"
        },
        "months": [slice_scores("month=2025-10", legacy), slice_scores("month=2025-11", legacy)],
    }


def flip(name: str, change: str) -> Documents:
    """One row on which the models differ, without its text."""
    cells = {
        "id": name,
        "change": change,
        "truth": "a",
        "legacy": "a",
        "legacy_source": "network",
        "retrained": "b",
    }
    numbers = {"legacy_confidence": "0.351336", "retrained_confidence": "0.6", "cost_change": "1.0"}
    return {**cells, "retrained_source": "network", **numbers}


def slice_scores(name: str, legacy: bool) -> Documents:
    """The scores of one slice."""
    scores = {"name": name, "rows": 400, "retrained": 0.875}
    return scores | ({"legacy": 0.75, "p_value": 0.96} if legacy else {})


def decision(outcome: str, legacy: bool) -> Documents:
    """A decision with one check of each verdict."""
    model = {"digest": "9f2c41d07a55", "task": "support_tickets"}
    sealed = {
        "check": "sealed-not-worse",
        "kind": "non_inferiority",
        "verdict": "pass",
        "code": "shown_not_worse",
    }
    recent = {
        "check": "recent-better",
        "kind": "superiority",
        "verdict": "pass",
        "code": "shown_better",
    }
    numbers = {
        "legacy": 0.742345,
        "retrained": 0.842345,
        "delta": 0.1,
        "bound": 0.0811,
        "threshold": 0.0,
    }
    return {
        "schema": 3,
        "outcome": outcome,
        "mode": "enforce",
        "summary": "The retrained model is better on the recent rows and not worse on the sealed rows.",
        "retrained": model,
        "legacy": {"digest": "11aa22bb33cc", "task": "support_tickets"} if legacy else None,
        "best": {"digest": None, "kept": "retrained"},
        "holdouts": {
            "sealed": {
                "digest": "5ea1ed",
                "rows": 1800,
                "left_out": {"trained_on": 4, "group_trained_on": 0},
            },
            "recent": {
                "digest": "4ece47",
                "rows": 1725,
                "left_out": {"trained_on": 0, "group_trained_on": 31},
            },
        },
        "policy": "b1946ac92492d2347c6235b4d2611184",
        "seed": 20,
        "evaluations": {"sealed": 3, "at_most": 50, "window": 1, "candidate": 1},
        "reasons": [
            {**recent, **numbers, "p_value": 0.0001, "method": "swap", "detail": {}},
            {**sealed, "bound": -0.0041, "threshold": -0.01},
            {**recent, "check": "rare-labels", "verdict": "underpowered", "code": "too_few_rows"},
            {
                **recent,
                "check": "labels",
                "verdict": "undecided",
                "code": "labels_changed",
                "detail": {"added": ["a", "b"]},
            },
            {**sealed, "check": "accuracy", "verdict": "fail", "code": "shown_worse"},
        ],
    }


def metrics(legacy: bool) -> Documents:
    """Scores on validation."""
    validation: Documents = {
        "rows": 1500,
        "retrained": {"macro_f1": 0.851111, "accuracy": 0.872222},
        "taggers": {"retrained": 0.012, "legacy": 0.009} if legacy else {"retrained": 0.012},
        "bayes": {"macro_f1": 0.913333, "accuracy": 0.924444},
    }
    return {"validation": validation | ({"legacy": {"macro_f1": 0.76, "accuracy": 0.79}} if legacy else {})}


def make_documents(labels: list[str], outcome: str = "promote", legacy: bool = True) -> Documents:
    """All documents."""
    return {
        "decision": decision(outcome, legacy),
        "comparison": comparison(labels, legacy),
        "drift": drift_document(legacy),
        "metrics": metrics(legacy),
        "ingest": {
            "source": "generator",
            "licence": "CC0-1.0",
            "as_of": "2025-12-31",
            "rows": {"read": 12345, "kept": 12300, "quarantined": 45, "after_as_of": 678},
            "reasons": {"bad date": 40, "too few cells": 5},
        },
        "filtering": {
            "rows": {"read": 12300, "kept": 12000, "removed": 300},
            "reasons": {"duplicate": 290},
        },
        "splitting": {
            "rows": {
                "train": 7000,
                "validation": 1500,
                "sealed": 1804,
                "recent": 1756,
                "waiting": 0,
            },
            "seal": {"name": "2025", "until": "2025-06-30"},
            "recent_from": "2025-10-01",
        },
        "flips": [flip("R1", "broken"), flip("R2", "label_suspect")],
        "flip_counts": {"broken": 40, "label_suspect": 1},
        "curves": {"loss": [0.9, 0.5], "val/loss": [0.95, 0.7], "val/macro_f1": [0.6, 0.8]},
        "decision_sha256": "d" * 64,
        "months": [
            {"month": month, "model": model, "rows": "55", "accuracy": "0.8"}
            for month in ("2025-08", "2025-09")
            for model in ("bayes", "legacy", "retrained")
            if legacy or model != "legacy"
        ],
    }


def make_model(documents: Documents, title: str = "Support tickets") -> ReportModel:
    """The report model of the documents."""
    return ReportModel.of(title, RecordText.NONE, **documents)


@pytest.fixture
def documents() -> Callable[..., Documents]:
    """Makes the documents of a task with the given labels."""
    return make_documents


@pytest.fixture
def model_of() -> Callable[..., ReportModel]:
    """Makes the report model of documents."""
    return make_model
