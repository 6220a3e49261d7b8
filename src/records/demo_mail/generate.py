"""Generates the demo's mail up to a day, with the Bayes-optimal prediction for each letter."""

from typing import Any

import numpy as np
import numpy.typing as npt

from records.demo_mail.distributions import LABELS, Slot, priors, tables
from records.demo_mail.generator_source import GeneratorSource
from records.demo_mail.latent_variables import LatentVariables, draw_latent_variables
from records.demo_mail.letter_text import names_product, write_letters
from records.demo_mail.random_draws import Booleans, CounterRandom, Integers
from records.demo_mail.structured_fields import draw_fields, months_until, shows_product
from records.demo_mail.vocabulary import TOPICS
from records.snapshot import Snapshot

MILLION = 10**6
NAMES = np.array([topic.label for topic in TOPICS])
CATEGORIES = np.array([topic.category for topic in TOPICS])

BigIntegers = npt.NDArray[Any]


def generate_mail(source: GeneratorSource) -> Snapshot:
    """The letters up to `as_of`, with their oracle; a later `as_of` only appends letters."""
    rng = CounterRandom(source.seed)
    months = months_until(source.as_of)
    latents = draw_latent_variables(rng, source.rows_per_month, months)
    fields = draw_fields(rng, latents, source.rows_per_month)
    shown = shows_product(rng, latents, fields)
    records = fields.assign(
        product=fields["product"].where(shown, ""),
        text=write_letters(rng, latents, fields),
        category=CATEGORIES[latents.observed_label],
        label=NAMES[latents.observed_label],
    )
    product_seen = shown | names_product(rng, latents)
    labels, probabilities = most_likely(posterior(latents, product_seen))
    oracle = fields[["id"]].assign(label=NAMES[labels], probability=probabilities, truth=NAMES[latents.true_label])
    included = int((fields["received"] <= source.as_of.isoformat()).sum())
    after_as_of = len(records) - included
    return Snapshot(records.head(included), oracle.head(included), (), after_as_of)


def posterior(latents: LatentVariables, product_seen: Booleans) -> BigIntegers:
    """The unnormalised posterior of each label given all that a reader sees.

    Bayes' rule is exact here: the slots are independent given the label, every string is unique in
    its slot, and all distributions have the same sum, so that the posterior is proportional to the
    product of the weights.

    Args:
        latents: of all rows.
        product_seen: shape (rows,); whether the column or the text shows the product.

    Returns:
        Python integers, shape (rows, labels).
    """
    weights: BigIntegers = priors()[latents.drift].astype(object)
    for slot, table in tables().items():
        by_label = table.reshape(-1, LABELS, table.shape[1])
        likelihood = by_label[latents.drift, :, latents.slots[slot]]
        if slot is Slot.PRODUCT:
            likelihood = np.where(product_seen[:, None], likelihood, 1)
        weights = weights * likelihood.astype(object)
    return weights


def most_likely(weights: BigIntegers) -> tuple[Integers, list[str]]:
    """The most likely label of each row, and its probability.

    Args:
        weights: unnormalised posterior, Python integers, shape (rows, labels).

    Returns:
        The numbers of the labels, and their probabilities with six decimals, rounded half up in
        integer arithmetic.
    """
    labels = weights.argmax(axis=1)
    totals = weights.sum(axis=1)
    highest = weights[np.arange(len(weights)), labels]
    millionths = (2 * MILLION * highest + totals) // (2 * totals)
    return labels, [f"{value // MILLION}.{value % MILLION:06d}" for value in millionths]
