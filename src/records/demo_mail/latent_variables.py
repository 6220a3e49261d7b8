"""Draws what a letter is about before its text is written."""

from dataclasses import dataclass

import numpy as np

from records.demo_mail.distributions import LABELS, Slot, drift_steps, priors, tables
from records.demo_mail.random_draws import CounterRandom, Integers
from records.demo_mail.vocabulary import SIBLINGS

REPEAT_PERMILLE = 30
MAX_DISTANCE = 150
NOISE_PERMILLE = 30
SIBLING_PERMILLE = 500


@dataclass(frozen=True)
class LatentVariables:
    """The latent variables of all rows: arrays of shape (rows,).

    Attributes:
        rows: 0, 1, 2, ...
        original: the row itself, or the earlier row of its month that it repeats in other words.
        drift: steps of the drift so far, 0 to 6.
        true_label: the label that the letter was written for.
        observed_label: the label in the records: the true one, except for label noise.
        slots: slot -> the number of its value.
    """

    rows: Integers
    original: Integers
    drift: Integers
    true_label: Integers
    observed_label: Integers
    slots: dict[Slot, Integers]


def draw_latent_variables(rng: CounterRandom, rows_per_month: int, months: int) -> LatentVariables:
    """The latent variables of the first months; more months leave earlier rows unchanged."""
    rows = np.arange(rows_per_month * months)
    original = _originals(rng, rows, rows_per_month)
    drift = drift_steps(rows // rows_per_month)
    true_label = rng.pick("label", original, priors(), drift)
    table_rows = drift * LABELS + true_label
    slots = {}
    for slot, table in tables().items():
        slots[slot] = rng.pick(slot.value, original, table, table_rows)
    observed_label = _with_noise(rng, rows, drift, true_label)
    return LatentVariables(rows, original, drift, true_label, observed_label, slots)


def _originals(rng: CounterRandom, rows: Integers, rows_per_month: int) -> Integers:
    """The row that each row repeats, a row of its month that is itself no repeat; else the row."""
    distance = 1 + rng.below("repeat-back", rows, MAX_DISTANCE)
    is_repeat = rng.happens("repeat", rows, REPEAT_PERMILLE)
    is_repeat &= rows % rows_per_month >= distance
    original = np.where(is_repeat, rows - distance, rows)
    return np.where(is_repeat[original], rows, original)


def _with_noise(rng: CounterRandom, rows: Integers, drift: Integers, true_label: Integers) -> Integers:
    """The labels with noise: half of the wrong ones are the sibling, others any label in use."""
    in_use = (priors() > 0).sum(axis=1)[drift]
    shift = (rng.below("noise-to", rows, 1 << 16) * (in_use - 1)) >> 16
    other = (true_label + 1 + shift) % in_use
    is_sibling = rng.happens("noise-sibling", rows, SIBLING_PERMILLE)
    wrong = np.where(is_sibling, np.array(SIBLINGS)[true_label], other)
    return np.where(rng.happens("noise", rows, NOISE_PERMILLE), wrong, true_label)
