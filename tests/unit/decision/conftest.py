"""Small worlds with two models in them."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from retrain.decision import Evidence, Holdout, ModelIdentity
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.enums import Split

CONF = Path(__file__).parents[3] / "conf" / "decision"
LABELS = ("ant", "bee", "cat", "dog")


def answers(generator, truth, accuracy, labels=LABELS):
    """Answers that are right with probability `accuracy`, else the next label."""
    following = dict(zip(labels, (*labels[1:], labels[0]), strict=True))
    wrong = np.array([following[label] for label in truth], dtype=object)
    return np.where(generator.random(len(truth)) < accuracy, truth, wrong)


@pytest.fixture
def holdout():
    def build(legacy=0.8, retrained=0.8, rows=1000, seed=0, labels=LABELS):
        generator = np.random.default_rng(seed)
        truth = generator.choice(np.array(labels, dtype=object), rows)
        before = None if legacy is None else answers(generator, truth, legacy, labels)
        return Holdout(truth, before, answers(generator, truth, retrained, labels), f"rows{seed}", {"trained_on": 3})

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
        given = {"task": "animals", "retrained": identity(), "legacy": identity("old"), "look_registered": True}
        return Evidence(**{**given, "holdouts": holdouts, "looks": 4, **changes})

    return build


@pytest.fixture
def conf():
    def read(name):
        return yaml.safe_load((CONF / f"{name}.yaml").read_text(encoding="utf-8"))

    return read


@pytest.fixture
def policy(conf):
    def build(**changes):
        return DecisionPolicy.model_validate({**conf("default"), "draws": 999, **changes})

    return build
