"""Writes the text of each letter."""

import numpy as np
import pandas as pd

from records.demo_mail import vocabulary
from records.demo_mail.distributions import LABELS, Slot
from records.demo_mail.latent_variables import LatentVariables
from records.demo_mail.random_draws import Booleans, CounterRandom, Integers

TYPO_PERMILLE = 250


def write_letters(rng: CounterRandom, latents: LatentVariables, fields: pd.DataFrame) -> list[str]:
    """The text of each row; a repeat has its original's body with another greeting and closing."""
    parts = zip(
        np.where(latents.original == latents.rows, "", "Reminder: ").tolist(),
        _draw_strings(rng, "greeting", latents.rows, vocabulary.GREETINGS),
        _bodies(rng, latents, fields),
        _draw_strings(rng, "closing", latents.rows, vocabulary.CLOSINGS),
        strict=True,
    )
    texts = [f"{start}{greeting}, {body} {closing}" for start, greeting, body, closing in parts]
    return _with_typos(rng, latents.rows, texts)


def names_product(rng: CounterRandom, latents: LatentVariables) -> Booleans:
    """Per row whether the text names the product."""
    naming = np.array(["{product}" in reference for reference in vocabulary.REFERENCES])
    numbers = rng.below("reference", latents.original, len(vocabulary.REFERENCES))
    return np.asarray(naming[numbers])


def _bodies(rng: CounterRandom, latents: LatentVariables, fields: pd.DataFrame) -> list[str]:
    details = [vocabulary.DETAILS[number].text for number in latents.slots[Slot.DETAIL].tolist()]
    values = fields.assign(
        ask=[vocabulary.REQUESTS[number].text for number in latents.slots[Slot.REQUEST].tolist()],
        detail=[detail[0].upper() + detail[1:] for detail in details],
        contrast=_contrasts(rng, latents),
        amount=fields["amount"].replace("", "unknown"),
        reference=_draw_strings(rng, "reference", latents.original, vocabulary.REFERENCES),
    ).to_dict("records")
    templates = _draw_strings(rng, "order", latents.original, vocabulary.BODIES)
    bodies = []
    for template, row in zip(templates, values, strict=True):
        reference = row["reference"].format_map(row)
        bodies.append(template.format_map(row | {"reference": reference}))
    return bodies


def _contrasts(rng: CounterRandom, latents: LatentVariables) -> list[str]:
    """The sentence of each row that contrasts two topics, or an empty string."""
    templates = _draw_strings(rng, "contrast-form", latents.original, vocabulary.CONTRASTS)
    values = latents.slots[Slot.CONTRAST].tolist()
    return [_contrast(template, value) for template, value in zip(templates, values, strict=True)]


def _contrast(template: str, value: int) -> str:
    """The sentence of a value of the slot; value 0 is none."""
    if value == 0:
        return ""
    about, other = divmod(value - 1, LABELS)
    return " " + template.format(about=vocabulary.TOPICS[about].noun, other=vocabulary.TOPICS[other].noun)


def _with_typos(rng: CounterRandom, rows: Integers, texts: list[str]) -> list[str]:
    """The texts, a quarter of them with two neighbouring characters swapped."""
    lengths = np.array([len(text) for text in texts], np.int64)
    positions = 1 + ((rng.below("typo-place", rows, 1 << 31) * (lengths - 3)) >> 31)
    has_typo = rng.happens("typo", rows, TYPO_PERMILLE)
    return [
        _swap(text, position) if swap else text
        for text, position, swap in zip(texts, positions.tolist(), has_typo.tolist(), strict=True)
    ]


def _swap(text: str, position: int) -> str:
    """The text with the characters at this position and the next one exchanged."""
    return text[:position] + text[position + 1] + text[position] + text[position + 2 :]


def _draw_strings(rng: CounterRandom, stream: str, rows: Integers, strings: tuple[str, ...]) -> list[str]:
    return [strings[number] for number in rng.below(stream, rows, len(strings)).tolist()]
