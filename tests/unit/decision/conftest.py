"""Small worlds with two models in them."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from retrain.decision import Evidence, Holdout, Looks, ModelAnswers, ModelIdentity
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.enums import Split

CONF = Path(__file__).parents[3] / "conf" / "decision"
LABELS = ("ant", "bee", "cat", "dog")


def answers(generator, truth, accuracy, labels=LABELS):
    """Answers that are right with probability `accuracy`, else the next label."""
    following = dict(zip(labels, (*labels[1:], labels[0]), strict=True))
    wrong = np.array([following[label] for label in truth], dtype=object)
    return np.where(generator.random(len(truth)) < accuracy, truth, wrong)


def answered(prediction, truth, confidence=0.8):
    """What a model that is as sure of every answer says, without rules."""
    right = prediction == truth
    sure = np.full(len(truth), confidence)
    brier = np.where(right, 2 * (1 - sure) ** 2, 2 * sure**2)
    source = np.full(len(truth), "network", dtype=object)
    return ModelAnswers(prediction, prediction.copy(), source, sure, brier, np.zeros(len(truth), dtype=bool))


def held_out(truth, legacy, retrained, **given):
    """A holdout of plain answers."""
    ids = np.array([f"r{row}" for row in range(len(truth))], dtype=object)
    before = None if legacy is None else answered(legacy, truth)
    given = {"digest": "d", "left_out": {}, **given}
    return Holdout(ids=ids, truth=truth, legacy=before, retrained=answered(retrained, truth), **given)


@pytest.fixture(name="held_out")
def held_out_fixture():
    """`held_out`, for tests that write their rows down."""
    return held_out


@pytest.fixture
def holdout():
    def build(legacy=0.8, retrained=0.8, rows=1000, seed=0, labels=LABELS, **given):
        generator = np.random.default_rng(seed)
        truth = generator.choice(np.array(labels, dtype=object), rows)
        before = None if legacy is None else answers(generator, truth, legacy, labels)
        after = answers(generator, truth, retrained, labels)
        return held_out(truth, before, after, **{"digest": f"rows{seed}", "left_out": {"trained_on": 3}, **given})

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
        return Evidence(**{**given, "holdouts": holdouts, "looks": Looks(registered=True, seal=4), **changes})

    return build


@pytest.fixture
def conf():
    def read(name):
        return yaml.safe_load((CONF / f"{name}.yaml").read_text(encoding="utf-8"))

    return read


@pytest.fixture
def policy(conf):
    """A function: the two checks that every policy starts with, of `default`; with keys in place of its own."""

    def build(**changes):
        given = conf("default")
        plain = {"checks": given["checks"][:2], "trade_offs": [], "windows": [1], "draws": 999}
        return DecisionPolicy.model_validate({**given, **plain, **changes})

    return build
