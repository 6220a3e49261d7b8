"""What a letter is about before it is written."""

from dataclasses import dataclass

import numpy as np

from records.demo_mail.distributions import LABELS, Slot, drift, priors, tables
from records.demo_mail.random_draws import Dice, Integers
from records.demo_mail.vocabulary import SIBLINGS

NEAR_DUPLICATES = 30
FURTHEST_BACK = 150
NOISE = 30


@dataclass(frozen=True)
class Latents:
    """Arrays with one entry a row.

    Attributes:
        rows: 0, 1, 2, ...
        source: the row itself, or the earlier row of the same month that it repeats in other words.
        drift: how far the drift has come.
        truth: the label that the letter was written for.
        given: the label that it was filed under: the truth, but for the noise.
        slots: what fills each slot.
    """

    rows: Integers
    source: Integers
    drift: Integers
    truth: Integers
    given: Integers
    slots: dict[Slot, Integers]


def draw_latents(dice: Dice, rows_per_month: int, months: int) -> Latents:
    """The latents of the first months; those of a row do not depend on how many follow."""
    rows = np.arange(rows_per_month * months)
    source = _sources(dice, rows, rows_per_month)
    step = drift(rows // rows_per_month)
    truth = dice.pick("label", source, priors(), step)
    which = step * LABELS + truth
    slots = {slot: dice.pick(slot.value, source, table, which) for slot, table in tables().items()}
    return Latents(rows, source, step, truth, _given(dice, rows, step, truth), slots)


def _sources(dice: Dice, rows: Integers, rows_per_month: int) -> Integers:
    """A repeat goes back to a row of its month that is itself no repeat."""
    back = 1 + dice.below("repeat-back", rows, FURTHEST_BACK)
    repeats = dice.happens("repeat", rows, NEAR_DUPLICATES) & (rows % rows_per_month >= back)
    source = np.where(repeats, rows - back, rows)
    return np.where(repeats[source], rows, source)


def _given(dice: Dice, rows: Integers, step: Integers, truth: Integers) -> Integers:
    """The labels with known noise: half of the wrong ones are the sibling, the rest any label that exists by then."""
    alive = (priors() > 0).sum(axis=1)[step]
    shift = (dice.below("noise-to", rows, 1 << 16) * (alive - 1)) >> 16
    other = (truth + 1 + shift) % alive
    wrong = np.where(dice.happens("noise-sibling", rows, 500), np.array(SIBLINGS)[truth], other)
    return np.where(dice.happens("noise", rows, NOISE), wrong, truth)
