"""The columns of a letter beside its text, the day of its arrival among them."""

from calendar import monthrange
from datetime import date

import numpy as np
import pandas as pd

from records.demo_mail.distributions import Slot, channels
from records.demo_mail.latent_variables import Latents
from records.demo_mail.random_draws import Booleans, Dice, Integers
from records.demo_mail.vocabulary import AMOUNTS, ATTACHMENTS, CHANNELS, PRODUCTS

FIRST_YEAR = 2024
MONTHS = 24
CUSTOMERS = 200_000
FIRST_CUSTOMER = 100_000
PRODUCT_LOST = 40
PRODUCT_LOST_ON_PHONE = 250
STEP_BITS = 20


def months_until(day: date) -> int:
    """How many months of mail begin on or before a day: 0 to 24."""
    return min(max((day.year - FIRST_YEAR) * 12 + day.month, 0), MONTHS)


def arrival(row: int, rows_per_month: int) -> str:
    """The day on which a row arrives, in ISO 8601; the letters of a month are spread over it in their order."""
    month, nth = divmod(row, rows_per_month)
    year, month = FIRST_YEAR + month // 12, month % 12 + 1
    return date(year, month, 1 + nth * monthrange(year, month)[1] // rows_per_month).isoformat()


def draw_fields(dice: Dice, latents: Latents, rows_per_month: int) -> pd.DataFrame:
    """Columns id to attachment, strings; a repeat shares customer, product, amount and attachment.

    Every product is there, also where its column will not show it.
    """
    rows, slots = latents.rows, latents.slots
    columns = {
        "id": [f"R{row:06d}" for row in rows.tolist()],
        "received": [arrival(row, rows_per_month) for row in rows.tolist()],
        "customer": FIRST_CUSTOMER + dice.below("customer", latents.source, CUSTOMERS),
        "channel": np.array(CHANNELS)[dice.pick("channel", rows, channels(), latents.drift)],
        "product": np.array(PRODUCTS)[slots[Slot.PRODUCT]],
        "amount": _amounts(dice, latents.source, slots[Slot.AMOUNT]),
        "attachment": np.array(ATTACHMENTS)[slots[Slot.ATTACHMENT]],
    }
    return pd.DataFrame(columns).astype(str)


def shows_product(dice: Dice, latents: Latents, fields: pd.DataFrame) -> Booleans:
    """Per row whether the column shows the product; notes of phone calls often lack it."""
    lost = np.where(fields["channel"] == "phone note", PRODUCT_LOST_ON_PHONE, PRODUCT_LOST)
    return np.asarray(dice.below("product-lost", latents.rows, 1000) >= lost)


def _amounts(dice: Dice, rows: Integers, brackets: Integers) -> list[str]:
    """Money with two decimals; empty for none."""
    low, high = np.array(AMOUNTS).T[:, brackets]
    cents = low + ((dice.below("cents", rows, 1 << STEP_BITS) * (high - low)) >> STEP_BITS)
    return [f"{cent // 100}.{cent % 100:02d}" if cent else "" for cent in cents.tolist()]
