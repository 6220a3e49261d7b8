"""The text of a letter."""

import numpy as np

from records.mail.drawing import Booleans, Dice, Integers
from records.mail.fields import Fields
from records.mail.latents import Latents
from records.mail.phrases import ASKS, DETAILS
from records.mail.weights import LABELS, Slot
from records.mail.wording import BODIES, CLOSINGS, CONTRASTS, GREETINGS, REFERENCES, TOPICS

TYPOS = 250
PRODUCT_REFERENCES = np.array(["{product}" in reference for reference in REFERENCES])


def write_letters(dice: Dice, latents: Latents, fields: Fields) -> list[str]:
    """The text of each row; a repeat has the body of the first letter under another greeting and closing."""
    bodies = _bodies(dice, latents, fields)
    greetings = _drawn(dice, "greeting", latents.rows, GREETINGS)
    closings = _drawn(dice, "closing", latents.rows, CLOSINGS)
    openings = np.where(latents.repeats, "Reminder: ", "").tolist()
    parts = zip(openings, greetings, bodies, closings, strict=True)
    return _with_typos(dice, latents.rows, [f"{start}{hello}, {body} {bye}" for start, hello, body, bye in parts])


def names_product(dice: Dice, latents: Latents) -> Booleans:
    """Per row whether the text names the product."""
    return PRODUCT_REFERENCES[dice.below("reference", latents.source, len(REFERENCES))]


def _bodies(dice: Dice, latents: Latents, fields: Fields) -> list[str]:
    parts = zip(
        _drawn(dice, "order", latents.source, BODIES),
        [ASKS[number].text for number in latents.slots[Slot.ASK].tolist()],
        [_sentence(DETAILS[number].text) for number in latents.slots[Slot.DETAIL].tolist()],
        _contrasts(dice, latents),
        _references(dice, latents, fields),
        strict=True,
    )
    return [body.format(ask=ask, detail=detail, contrast=con, reference=ref) for body, ask, detail, con, ref in parts]


def _contrasts(dice: Dice, latents: Latents) -> list[str]:
    forms = _drawn(dice, "contrast-form", latents.source, CONTRASTS)
    return [_contrast(form, value) for form, value in zip(forms, latents.slots[Slot.CONTRAST].tolist(), strict=True)]


def _contrast(form: str, value: int) -> str:
    if not value:
        return ""
    about, other = divmod(value - 1, LABELS)
    return " " + form.format(about=TOPICS[about].noun, other=TOPICS[other].noun)


def _references(dice: Dice, latents: Latents, fields: Fields) -> list[str]:
    forms = _drawn(dice, "reference", latents.source, REFERENCES)
    parts = zip(forms, fields.customer, fields.product, fields.amount, fields.received, strict=True)
    return [
        form.format(customer=customer, product=product, amount=amount or "unknown", day=day)
        for form, customer, product, amount, day in parts
    ]


def _with_typos(dice: Dice, rows: Integers, texts: list[str]) -> list[str]:
    """The texts, with two neighbouring characters swapped in every fourth."""
    wrong = dice.happens("typo", rows, TYPOS).tolist()
    lengths = np.array([len(text) for text in texts], np.int64)
    places = 1 + ((dice.below("typo-place", rows, 1 << 31) * (lengths - 3)) >> 31)
    return [
        _swapped(text, place) if typo else text for text, place, typo in zip(texts, places.tolist(), wrong, strict=True)
    ]


def _swapped(text: str, place: int) -> str:
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _drawn(dice: Dice, stream: str, rows: Integers, strings: tuple[str, ...]) -> list[str]:
    return [strings[number] for number in dice.below(stream, rows, len(strings)).tolist()]


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
