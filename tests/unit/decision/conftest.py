"""Holdouts of two models whose accuracy is known, and policies to decide on them."""

import numpy as np
import pytest
from policies import two_checks

from retrain.decision import Evidence, Holdout, HoldoutEvaluations, ModelIdentity, ModelPredictions, decide
from retrain.ml_configuration.enums import Split

LABELS = ("ant", "bee", "cat", "dog")


def predicted_labels(generator, truth, accuracy, labels=LABELS):
    """Predictions that are right with probability `accuracy`, else the next label."""
    following = dict(zip(labels, (*labels[1:], labels[0]), strict=True))
    wrong = np.array([following[label] for label in truth], dtype=object)
    return np.where(generator.random(len(truth)) < accuracy, truth, wrong)


def predictions_of(prediction, truth, confidence=0.8):
    """The predictions of a model with one confidence for every row, without tagger rules."""
    right = prediction == truth
    confidences = np.full(len(truth), confidence)
    brier = np.where(right, 2 * (1 - confidences) ** 2, 2 * confidences**2)
    source = np.full(len(truth), "network", dtype=object)
    return ModelPredictions(prediction, prediction.copy(), source, confidences, brier, np.zeros(len(truth), dtype=bool))


def held_out(truth, legacy, retrained, **fields):
    """A holdout of plain predictions."""
    ids = np.array([f"r{row}" for row in range(len(truth))], dtype=object)
    before = None if legacy is None else predictions_of(legacy, truth)
    fields = {"digest": "d", "left_out": {}, **fields}
    return Holdout(ids=ids, truth=truth, legacy=before, retrained=predictions_of(retrained, truth), **fields)


@pytest.fixture(name="held_out")
def held_out_fixture():
    """`held_out`, for tests that write their rows down."""
    return held_out


@pytest.fixture
def holdout():
    def build(legacy=0.8, retrained=0.8, rows=1000, seed=0, labels=LABELS, **fields):
        generator = np.random.default_rng(seed)
        truth = generator.choice(np.array(labels, dtype=object), rows)
        before = None if legacy is None else predicted_labels(generator, truth, legacy, labels)
        after = predicted_labels(generator, truth, retrained, labels)
        return held_out(truth, before, after, **{"digest": f"rows{seed}", "left_out": {"trained_on": 3}, **fields})

    return build


@pytest.fixture
def identity():
    def build(digest="new", task="animals", labels=LABELS):
        return ModelIdentity(digest, task, labels)

    return build


@pytest.fixture
def evidence(holdout, identity):
    def build(sealed=None, recent=None, **changes):
        holdouts = {Split.RECENT: recent or holdout(seed=2), Split.SEALED: sealed or holdout(seed=1)}
        given = {"task": "animals", "retrained": identity(), "legacy": identity("old")}
        return Evidence(
            **{**given, "holdouts": holdouts, "evaluations": HoldoutEvaluations(registered=True, sealed=4), **changes}
        )

    return build


@pytest.fixture
def policy():
    """A function: the two checks that every policy starts with, of `default`; with keys in place of its own."""
    return two_checks


@pytest.fixture
def run_on(policy, evidence):
    """A function: a check of a policy, rows -> its reason, and the decision."""
    better = {"id": "better", "kind": "superiority", "split": "recent", "metric": "accuracy", "alpha": 0.01}

    def run(check, rows, trade_offs=(), **changes):
        holdouts = {"sealed" if check["split"] == "sealed" else "recent": rows}
        checks = [{**better, "on_fail": "review"}, check]
        decision = decide(policy(checks=checks, trade_offs=trade_offs), evidence(**holdouts, **changes))
        return decision.reasons[-1], decision

    return run
