"""The paired randomisation test of macro F1."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from retrain.decision.label_counts import LabelCounts
from retrain.decision.macro_f1 import label_counts
from retrain.decision.paired_counts import PairedCounts
from retrain.decision.resampling import Resampling

ROUNDING = 1e-12


def swap_test(counts: PairedCounts, resampling: Resampling) -> float:
    """The one-sided p-value that the retrained model's macro F1 is higher, from 1 / (draws + 1) to 1.

    If the models are exchangeable, swapping their answers on any row changes nothing. Each draw swaps every row with
    probability 1/2 and computes the difference anew; the p-value is (1 + draws at least as good as observed) /
    (1 + draws), valid at every sample size (Phipson and Smyth 2010).
    """
    legacy, retrained = label_counts(counts, counts.n)
    observed = retrained.macro_f1 - legacy.macro_f1
    reached = (np.count_nonzero(delta >= observed - ROUNDING) for delta in _deltas(counts, resampling))
    return (1 + sum(reached)) / (1 + resampling.draws)


def _deltas(counts: PairedCounts, resampling: Resampling) -> Iterator[NDArray[np.float64]]:
    generator = resampling.generator()
    legacy, retrained = (model.as_column for model in label_counts(counts, counts.n))
    discordant = counts.where(counts.legacy != counts.retrained)
    for draws in resampling.chunks(len(discordant.n)):
        handed_over = _handed_over(discordant, generator.binomial(discordant.n, 0.5, size=(draws, len(discordant.n))).T)
        yield (retrained - handed_over).macro_f1 - (legacy + handed_over).macro_f1


def _handed_over(discordant: PairedCounts, swapped: NDArray[np.int64]) -> LabelCounts:
    legacy, retrained = label_counts(discordant, swapped)
    return retrained - legacy
