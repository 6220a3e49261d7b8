"""The text of a letter."""

import numpy as np
import pandas as pd

from records.demo_mail.distributions import LABELS, Slot
from records.demo_mail.latent_variables import Latents
from records.demo_mail.random_draws import Booleans, Dice, Integers
from records.demo_mail.vocabulary import ASKS, BODIES, CLOSINGS, CONTRASTS, DETAILS, GREETINGS, REFERENCES, TOPICS

TYPOS = 250


def write_letters(dice: Dice, latents: Latents, fields: pd.DataFrame) -> list[str]:
    """The text of each row; a repeat has the body of the first letter under another greeting and closing."""
    parts = zip(
        np.where(latents.source == latents.rows, "", "Reminder: ").tolist(),
        _drawn(dice, "greeting", latents.rows, GREETINGS),
        _bodies(dice, latents, fields),
        _drawn(dice, "closing", latents.rows, CLOSINGS),
        strict=True,
    )
    return _with_typos(dice, latents.rows, [f"{start}{hello}, {body} {bye}" for start, hello, body, bye in parts])


def names_product(dice: Dice, latents: Latents) -> Booleans:
    """Per row whether the text names the product."""
    naming = np.array(["{product}" in reference for reference in REFERENCES])
    return np.asarray(naming[dice.below("reference", latents.source, len(REFERENCES))])


def _bodies(dice: Dice, latents: Latents, fields: pd.DataFrame) -> list[str]:
    details = [DETAILS[number].text for number in latents.slots[Slot.DETAIL].tolist()]
    told = fields.assign(
        ask=[ASKS[number].text for number in latents.slots[Slot.ASK].tolist()],
        detail=[detail[0].upper() + detail[1:] for detail in details],
        contrast=_contrasts(dice, latents),
        amount=fields["amount"].replace("", "unknown"),
        reference=_drawn(dice, "reference", latents.source, REFERENCES),
    ).to_dict("records")
    bodies = _drawn(dice, "order", latents.source, BODIES)
    return [
        body.format_map(row | {"reference": row["reference"].format_map(row)})
        for body, row in zip(bodies, told, strict=True)
    ]


def _contrasts(dice: Dice, latents: Latents) -> list[str]:
    """The sentences that tell two topics apart; empty where the value of the slot is 0."""
    forms = _drawn(dice, "contrast-form", latents.source, CONTRASTS)
    numbers = (latents.slots[Slot.CONTRAST] - 1).tolist()
    return [
        " " + form.format(about=TOPICS[number // LABELS].noun, other=TOPICS[number % LABELS].noun)
        if number >= 0
        else ""
        for form, number in zip(forms, numbers, strict=True)
    ]


def _with_typos(dice: Dice, rows: Integers, texts: list[str]) -> list[str]:
    """The texts, with two neighbouring characters swapped in every fourth."""
    lengths = np.array([len(text) for text in texts], np.int64)
    places = 1 + ((dice.below("typo-place", rows, 1 << 31) * (lengths - 3)) >> 31)
    return [
        text[:place] + text[place + 1] + text[place] + text[place + 2 :] if wrong else text
        for text, place, wrong in zip(texts, places.tolist(), dice.happens("typo", rows, TYPOS).tolist(), strict=True)
    ]


def _drawn(dice: Dice, stream: str, rows: Integers, strings: tuple[str, ...]) -> list[str]:
    return [strings[number] for number in dice.below(stream, rows, len(strings)).tolist()]
