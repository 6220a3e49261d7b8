"""Invented worlds in which the true quality of every model is known."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from scipy import stats

from retrain.decision import Evidence, Holdout, Looks, ModelAnswers, ModelIdentity, decide
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.enums import Outcome, Split
from retrain.ml_configuration.labels import Severity

ROOT = Path(__file__).parents[2]
FAMILIES = {
    "lion": ("mammal", "feline"),
    "tiger": ("mammal", "feline"),
    "cat": ("mammal", "feline"),
    "dog": ("mammal", "canine"),
    "wolf": ("mammal", "canine"),
    "bee": ("insect", "winged"),
    "wasp": ("insect", "winged"),
    "fly": ("insect", "winged"),
    "ant": ("insect", "wingless"),
}
LABELS = np.array(list(FAMILIES), dtype=object)
SHARES = np.array([0.2, 0.2, 0.15, 0.15, 0.1, 0.07, 0.06, 0.04, 0.03])
SIBLING = np.array([1, 0, 0, 4, 3, 6, 5, 5, 7])
STRANGER = np.array([5, 6, 7, 5, 6, 0, 1, 2, 3])
LEGACY = 0.86
SEALED, RECENT = 3000, 1500
COMMON = 0.75
IDENTITIES = [ModelIdentity(name, "animals", tuple(LABELS)) for name in ("old", "new")]


@dataclass(frozen=True)
class Rows:
    """Rows of a world: their true labels and how hard each is, a standard normal number that all models share."""

    truth: np.ndarray
    difficulty: np.ndarray

    @classmethod
    def drawn(cls, generator: np.random.Generator, rows: int) -> "Rows":
        """So many rows."""
        return cls(generator.choice(len(LABELS), rows, p=SHARES), generator.standard_normal(rows))

    def joined(self, other: "Rows") -> "Rows":
        """These rows and others."""
        return Rows(np.concatenate([self.truth, other.truth]), np.concatenate([self.difficulty, other.difficulty]))

    def answers(self, generator: np.random.Generator, accuracy: float, sensible: float = 0.3) -> np.ndarray:
        """A model's answers: right with probability `accuracy`, a sibling in the share `sensible` of its mistakes."""
        own = generator.standard_normal(len(self.truth))
        rank = stats.norm.cdf(np.sqrt(COMMON) * self.difficulty + np.sqrt(1 - COMMON) * own)
        near = generator.random(len(self.truth)) < sensible
        wrong = np.where(near, SIBLING[self.truth], STRANGER[self.truth])
        return np.where(rank > accuracy, wrong, self.truth)


def policy(name: str = "default") -> DecisionPolicy:
    """A policy of the repository as it is, drawing less often for speed."""
    given = yaml.safe_load((ROOT / "conf" / "decision" / f"{name}.yaml").read_text(encoding="utf-8"))
    return DecisionPolicy.model_validate({**given, "draws": 1999})


def holdout(rows: Rows, legacy: np.ndarray, retrained: np.ndarray) -> Holdout:
    """The holdout of two models' answers."""
    ids = np.arange(len(rows.truth)).astype(str).astype(object)
    return Holdout(ids, LABELS[rows.truth], _said(rows, legacy), _said(rows, retrained), "rows", {})


def _said(rows: Rows, answers: np.ndarray) -> ModelAnswers:
    right = answers == rows.truth
    sure = np.full(len(answers), LEGACY)
    brier = np.where(right, 2 * (1 - sure) ** 2, 2 * sure**2)
    labels, source = LABELS[answers], np.full(len(answers), "network", dtype=object)
    return ModelAnswers(labels, labels, source, sure, brier, np.zeros(len(answers), dtype=bool))


def evidence(sealed: Holdout, recent: Holdout, **given) -> Evidence:
    """The evidence of two holdouts."""
    legacy, retrained = IDENTITIES
    usual = {"looks": Looks(registered=True, seal=1), "severity": Severity(taxonomy=FAMILIES)}
    holdouts = {Split.SEALED: sealed, Split.RECENT: recent}
    return Evidence("animals", retrained, legacy, holdouts, **{**usual, **given})


def outcomes(accuracy: float, worlds: int, sensible: float = 0.3, name: str = "default") -> dict[Outcome, float]:
    """How often each outcome follows for a candidate of this accuracy, over independent worlds."""
    rules, counts = policy(name), dict.fromkeys(Outcome, 0)
    for world in range(worlds):
        generator = np.random.default_rng([world, 1])
        holdouts = [_pair(generator, Rows.drawn(generator, rows), accuracy, sensible) for rows in (SEALED, RECENT)]
        counts[decide(rules, evidence(*holdouts, best=holdouts[0], best_digest="old")).outcome] += 1
    return {outcome: count / worlds for outcome, count in counts.items()}


def _pair(generator: np.random.Generator, rows: Rows, accuracy: float, sensible: float = 0.3) -> Holdout:
    return holdout(rows, rows.answers(generator, LEGACY), rows.answers(generator, accuracy, sensible))


def promoted_within(windows: int, accuracy: float, worlds: int) -> float:
    """How often one candidate is promoted while newer labels arrive, a window of recent rows at a time."""
    rules, promoted = policy(), 0
    for world in range(worlds):
        generator = np.random.default_rng([world, 2])
        sealed = _pair(generator, Rows.drawn(generator, SEALED), accuracy)
        recent = _pair(generator, Rows.drawn(generator, RECENT * windows), accuracy)
        for window in range(1, windows + 1):
            seen = recent.where(np.arange(recent.rows) < RECENT * window)
            looks = Looks(registered=True, seal=1, window=window)
            found = decide(rules, evidence(sealed, seen, looks=looks, best=sealed, best_digest="old"))
            if found.outcome is Outcome.PROMOTE:
                promoted += 1
                break
    return promoted / worlds


def worlds_with_a_false_promotion(worlds: int, retrains: int, experiments: int = 1) -> float:
    """The share of worlds in which one of many retrains on one seal promotes an equally good model.

    Each candidate is the best of so many equally good experiments on validation rows.
    """
    rules = policy()
    return float(np.mean([_any_promotion(rules, world, retrains, experiments) for world in range(worlds)]))


def _any_promotion(rules: DecisionPolicy, world: int, retrains: int, experiments: int) -> bool:
    generator = np.random.default_rng([world, 3])
    sealed = Rows.drawn(generator, SEALED)
    serving = sealed.answers(generator, LEGACY)
    for retrain in range(retrains):
        recent, validation = Rows.drawn(generator, RECENT), Rows.drawn(generator, RECENT)
        every = sealed.joined(recent).joined(validation)
        tried = [every.answers(generator, LEGACY) for _ in range(experiments)]
        chosen = max(tried, key=lambda answers: (answers == every.truth)[SEALED + RECENT :].mean())
        closed = holdout(sealed, serving, chosen[:SEALED])
        fresh = holdout(recent, recent.answers(generator, LEGACY), chosen[SEALED : SEALED + RECENT])
        looks = Looks(registered=True, seal=retrain + 1)
        if (
            decide(rules, evidence(closed, fresh, looks=looks, best=closed, best_digest="old")).outcome
            is Outcome.PROMOTE
        ):
            return True
    return False
