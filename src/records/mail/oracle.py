"""The best possible answer to each letter."""

from typing import Any

import numpy as np
import numpy.typing as npt

from records.mail.drawing import Booleans
from records.mail.latents import Latents
from records.mail.weights import LABELS, Slot, priors, tables

MILLION = 10**6

Naturals = npt.NDArray[Any]


def posterior(latents: Latents, product_seen: Booleans) -> Naturals:
    """How likely each label is given all that can be seen: Python integers, not normalised, shape (rows, labels).

    Bayes' rule is exact here: the slots are independent given the label, every surface string is unique, and all
    distributions sum to the same number, so that the posterior is proportional to the product of the weights.
    """
    weights: Naturals = priors()[latents.drift].astype(object)
    for slot, table in tables().items():
        likelihood = table.reshape(-1, LABELS, table.shape[1])[latents.drift, :, latents.slots[slot]]
        if slot is Slot.PRODUCT:
            likelihood = np.where(product_seen[:, None], likelihood, 1)
        weights = weights * likelihood.astype(object)
    return weights


def best(weights: Naturals) -> tuple[list[int], list[str]]:
    """The most likely label of each row and its probability with six decimals, rounded half up in whole numbers."""
    labels = weights.argmax(axis=1)
    totals = weights.sum(axis=1)
    tops = weights[np.arange(len(weights)), labels]
    millionths = (2 * MILLION * tops + totals) // (2 * totals)
    return labels.tolist(), [f"{value // MILLION}.{value % MILLION:06d}" for value in millionths]
