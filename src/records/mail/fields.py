"""The columns of a letter beside its text."""

from dataclasses import dataclass

import numpy as np

from records.mail.calendar import arrival
from records.mail.drawing import Booleans, Dice, Integers
from records.mail.latents import Latents
from records.mail.weights import Slot, channels
from records.mail.wording import AMOUNTS, ATTACHMENTS, CHANNELS, PRODUCTS

CUSTOMERS = 200_000
FIRST_CUSTOMER = 100_000
PRODUCT_LOST = 40
PRODUCT_LOST_ON_PHONE = 250
STEP_BITS = 20


@dataclass(frozen=True)
class Fields:
    """Strings, one a row.

    Attributes:
        received: days in ISO 8601.
        customer: numbers.
        channel: by which the letter came.
        product: that it concerns, whether the column shows it or not.
        product_shown: per row whether the column shows the product.
        amount: money with two decimals; empty for none.
        attachment: kind of the attachment; empty for none.
    """

    received: list[str]
    customer: list[str]
    channel: list[str]
    product: list[str]
    product_shown: Booleans
    amount: list[str]
    attachment: list[str]


def draw_fields(dice: Dice, latents: Latents, rows_per_month: int) -> Fields:
    """The fields that belong to the latents; a repeat shares customer, product, amount and attachment."""
    rows, source, slots = latents.rows, latents.source, latents.slots
    channel = dice.pick("channel", rows, channels(), latents.drift)
    lost = np.where(channel == CHANNELS.index("phone note"), PRODUCT_LOST_ON_PHONE, PRODUCT_LOST)
    return Fields(
        received=[arrival(row, rows_per_month) for row in rows.tolist()],
        customer=(FIRST_CUSTOMER + dice.below("customer", source, CUSTOMERS)).astype(str).tolist(),
        channel=_named(CHANNELS, channel),
        product=_named(PRODUCTS, slots[Slot.PRODUCT]),
        product_shown=dice.below("product-lost", rows, 1000) >= lost,
        amount=_amounts(dice, source, slots[Slot.AMOUNT]),
        attachment=_named(ATTACHMENTS, slots[Slot.ATTACHMENT]),
    )


def _named(names: tuple[str, ...], numbers: Integers) -> list[str]:
    return [names[number] for number in numbers.tolist()]


def _amounts(dice: Dice, rows: Integers, brackets: Integers) -> list[str]:
    low, high = np.array(AMOUNTS).T[:, brackets]
    cents = low + ((dice.below("cents", rows, 1 << STEP_BITS) * (high - low)) >> STEP_BITS)
    return [
        f"{cent // 100}.{cent % 100:02d}" if bracket else ""
        for cent, bracket in zip(cents.tolist(), brackets.tolist(), strict=True)
    ]
