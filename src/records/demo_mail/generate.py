"""The mail up to a day, as a table, and the best possible answer to each letter."""

from typing import Any

import numpy as np
import numpy.typing as npt

from records.configuration import GeneratorSource
from records.demo_mail.distributions import LABELS, Slot, priors, tables
from records.demo_mail.latent_variables import Latents, draw_latents
from records.demo_mail.letter_text import names_product, write_letters
from records.demo_mail.random_draws import Booleans, Dice, Integers
from records.demo_mail.structured_fields import draw_fields, months_until, shows_product
from records.demo_mail.vocabulary import TOPICS
from records.snapshot import Gathered

MILLION = 10**6
NAMES, CATEGORIES = np.array([(topic.label, topic.category) for topic in TOPICS]).T

Naturals = npt.NDArray[Any]


def gather_mail(source: GeneratorSource) -> Gathered:
    """The letters up to `as_of`, with the best possible answers; a longer snapshot begins with the shorter one."""
    dice = Dice(source.seed)
    latents = draw_latents(dice, source.rows_per_month, months_until(source.as_of))
    fields = draw_fields(dice, latents, source.rows_per_month)
    shown = shows_product(dice, latents, fields)
    records = fields.assign(
        product=fields["product"].where(shown, ""),
        text=write_letters(dice, latents, fields),
        category=CATEGORIES[latents.given],
        label=NAMES[latents.given],
    )
    answers, probabilities = best(posterior(latents, shown | names_product(dice, latents)))
    oracle = fields[["id"]].assign(label=NAMES[answers], probability=probabilities, truth=NAMES[latents.truth])
    kept = int((fields["received"] <= source.as_of.isoformat()).sum())
    return Gathered(records.head(kept), oracle.head(kept), (), len(records) - kept)


def posterior(latents: Latents, product_seen: Booleans) -> Naturals:
    """How likely each label is given all that can be seen: Python integers, not normalised, shape (rows, labels).

    Bayes' rule is exact here: the slots are independent given the label, every surface string is
    unique, and all distributions sum to the same number, so that the posterior is proportional to
    the product of the weights.
    """
    weights: Naturals = priors()[latents.drift].astype(object)
    for slot, table in tables().items():
        likelihood = table.reshape(-1, LABELS, table.shape[1])[latents.drift, :, latents.slots[slot]]
        if slot is Slot.PRODUCT:
            likelihood = np.where(product_seen[:, None], likelihood, 1)
        weights = weights * likelihood.astype(object)
    return weights


def best(weights: Naturals) -> tuple[Integers, list[str]]:
    """The most likely label of each row and its probability with six decimals, rounded half up in whole numbers."""
    labels = weights.argmax(axis=1)
    totals = weights.sum(axis=1)
    tops = weights[np.arange(len(weights)), labels]
    millionths = (2 * MILLION * tops + totals) // (2 * totals)
    return labels, [f"{value // MILLION}.{value % MILLION:06d}" for value in millionths]
