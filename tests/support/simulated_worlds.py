"""Simulated worlds in which the true accuracy of every model is known."""

from dataclasses import dataclass

import numpy as np
from policies import policy_values
from scipy import stats

from retrain.decision import (
    Evidence,
    Holdout,
    HoldoutEvaluations,
    ModelIdentity,
    ModelPredictions,
    decide,
)
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.enums import Outcome, Split
from retrain.ml_configuration.task import Severity

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
    """True labels and difficulties of rows; the difficulty is standard normal, shared by all models."""

    truth: np.ndarray
    difficulty: np.ndarray

    @classmethod
    def drawn(cls, generator: np.random.Generator, rows: int) -> "Rows":
        """A number of random rows."""
        return cls(generator.choice(len(LABELS), rows, p=SHARES), generator.standard_normal(rows))

    def joined(self, other: "Rows") -> "Rows":
        """These rows and others."""
        return Rows(
            np.concatenate([self.truth, other.truth]),
            np.concatenate([self.difficulty, other.difficulty]),
        )

    def predictions(
        self,
        generator: np.random.Generator,
        accuracy: float,
        sensible: float = 0.3,
    ) -> np.ndarray:
        """Predictions that are correct with probability `accuracy`; `sensible` is the share of mild mistakes."""
        own = generator.standard_normal(len(self.truth))
        rank = stats.norm.cdf(np.sqrt(COMMON) * self.difficulty + np.sqrt(1 - COMMON) * own)
        near = generator.random(len(self.truth)) < sensible
        wrong = np.where(near, SIBLING[self.truth], STRANGER[self.truth])
        return np.where(rank > accuracy, wrong, self.truth)


def policy(name: str = "default") -> DecisionPolicy:
    """A policy of the repository, with fewer draws for speed."""
    return DecisionPolicy.model_validate({**policy_values(name), "draws": 1999})


def holdout(rows: Rows, legacy: np.ndarray, retrained: np.ndarray) -> Holdout:
    """The holdout with the predictions of two models."""
    ids = np.arange(len(rows.truth)).astype(str).astype(object)
    return Holdout(
        ids,
        LABELS[rows.truth],
        _model_predictions(rows, legacy),
        _model_predictions(rows, retrained),
        "rows",
        {},
    )


def _model_predictions(rows: Rows, codes: np.ndarray) -> ModelPredictions:
    right = codes == rows.truth
    confidence = np.full(len(codes), LEGACY)
    brier = np.where(right, 2 * (1 - confidence) ** 2, 2 * confidence**2)
    source = np.full(len(codes), "network", dtype=object)
    return ModelPredictions(
        LABELS[codes],
        LABELS[codes],
        source,
        confidence,
        brier,
        np.zeros(len(codes), dtype=bool),
    )


def evidence(sealed: Holdout, recent: Holdout, **changes) -> Evidence:
    """The evidence of two holdouts."""
    legacy, retrained = IDENTITIES
    usual = {
        "evaluations": HoldoutEvaluations(registered=True, sealed=1),
        "severity": Severity(taxonomy=FAMILIES),
    }
    holdouts = {Split.SEALED: sealed, Split.RECENT: recent}
    return Evidence("animals", retrained, legacy, holdouts, **{**usual, **changes})


def outcomes(
    accuracy: float,
    worlds: int,
    sensible: float = 0.3,
    name: str = "default",
) -> dict[Outcome, float]:
    """How often each outcome follows for a candidate of this accuracy, over independent worlds."""
    rules, counts = policy(name), dict.fromkeys(Outcome, 0)
    for world in range(worlds):
        generator = np.random.default_rng([world, 1])
        holdouts = [_pair(generator, Rows.drawn(generator, rows), accuracy, sensible) for rows in (SEALED, RECENT)]
        counts[decide(rules, evidence(*holdouts, best=holdouts[0], best_digest="old")).outcome] += 1
    return {outcome: count / worlds for outcome, count in counts.items()}


def _pair(
    generator: np.random.Generator,
    rows: Rows,
    accuracy: float,
    sensible: float = 0.3,
) -> Holdout:
    return holdout(
        rows,
        rows.predictions(generator, LEGACY),
        rows.predictions(generator, accuracy, sensible),
    )


def promoted_within(windows: int, accuracy: float, worlds: int) -> float:
    """How often one candidate is promoted within a number of windows of recent rows."""
    rules, promoted = policy(), 0
    for world in range(worlds):
        generator = np.random.default_rng([world, 2])
        sealed = _pair(generator, Rows.drawn(generator, SEALED), accuracy)
        recent = _pair(generator, Rows.drawn(generator, RECENT * windows), accuracy)
        for window in range(1, windows + 1):
            seen = recent.where(np.arange(recent.rows) < RECENT * window)
            evaluations = HoldoutEvaluations(registered=True, sealed=1, window=window)
            decision = decide(
                rules,
                evidence(sealed, seen, evaluations=evaluations, best=sealed, best_digest="old"),
            )
            if decision.outcome is Outcome.PROMOTE:
                promoted += 1
                break
    return promoted / worlds


def worlds_with_a_false_promotion(worlds: int, retrains: int, experiments: int = 1) -> float:
    """The share of worlds in which one of many retrains promotes an equally good model.

    Each candidate is the best of so many equally good experiments on validation rows.
    """
    rules = policy()
    return float(np.mean([_any_promotion(rules, world, retrains, experiments) for world in range(worlds)]))


def _any_promotion(rules: DecisionPolicy, world: int, retrains: int, experiments: int) -> bool:
    generator = np.random.default_rng([world, 3])
    sealed = Rows.drawn(generator, SEALED)
    serving = sealed.predictions(generator, LEGACY)
    for retrain in range(retrains):
        recent, validation = Rows.drawn(generator, RECENT), Rows.drawn(generator, RECENT)
        every = sealed.joined(recent).joined(validation)
        tried = [every.predictions(generator, LEGACY) for _ in range(experiments)]
        chosen = max(tried, key=lambda codes: (codes == every.truth)[SEALED + RECENT :].mean())
        closed = holdout(sealed, serving, chosen[:SEALED])
        fresh = holdout(
            recent,
            recent.predictions(generator, LEGACY),
            chosen[SEALED : SEALED + RECENT],
        )
        evaluations = HoldoutEvaluations(registered=True, sealed=retrain + 1)
        decision = decide(rules, evidence(closed, fresh, evaluations=evaluations, best=closed, best_digest="old"))
        if decision.outcome is Outcome.PROMOTE:
            return True
    return False
