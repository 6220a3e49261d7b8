"""Draws the structured columns of the letters, such as the day of arrival."""

from calendar import monthrange
from datetime import date

import numpy as np
import pandas as pd

from records.demo_mail.distributions import Slot, channels
from records.demo_mail.latent_variables import LatentVariables
from records.demo_mail.random_draws import Booleans, CounterRandom, Integers
from records.demo_mail.vocabulary import AMOUNTS, ATTACHMENTS, CHANNELS, PRODUCTS

FIRST_YEAR = 2024
MONTHS = 24
CUSTOMERS = 200_000
FIRST_CUSTOMER = 100_000
MISSING_PERMILLE = 40
MISSING_PERMILLE_ON_PHONE = 250
CENT_BITS = 20


def months_until(day: date) -> int:
    """The number of months of mail that begin on or before a day, 0 to 24."""
    return min(max((day.year - FIRST_YEAR) * 12 + day.month, 0), MONTHS)


def arrival(row: int, rows_per_month: int) -> str:
    """The day on which a row arrives, in ISO 8601; the rows of a month are spread evenly."""
    months, row_of_month = divmod(row, rows_per_month)
    year = FIRST_YEAR + months // 12
    month = months % 12 + 1
    day = 1 + row_of_month * monthrange(year, month)[1] // rows_per_month
    return date(year, month, day).isoformat()


def draw_fields(rng: CounterRandom, latents: LatentVariables, rows_per_month: int) -> pd.DataFrame:
    """The columns id to attachment, as strings.

    A repeat shares customer, product, amount and attachment with its original. Every row has a
    product here, also where `shows_product` will hide it.
    """
    rows = latents.rows
    slots = latents.slots
    columns = {
        "id": [f"R{row:06d}" for row in rows.tolist()],
        "received": [arrival(row, rows_per_month) for row in rows.tolist()],
        "customer": FIRST_CUSTOMER + rng.below("customer", latents.original, CUSTOMERS),
        "channel": np.array(CHANNELS)[rng.pick("channel", rows, channels(), latents.drift)],
        "product": np.array(PRODUCTS)[slots[Slot.PRODUCT]],
        "amount": _amounts(rng, latents.original, slots[Slot.AMOUNT]),
        "attachment": np.array(ATTACHMENTS)[slots[Slot.ATTACHMENT]],
    }
    return pd.DataFrame(columns).astype(str)


def shows_product(rng: CounterRandom, latents: LatentVariables, fields: pd.DataFrame) -> Booleans:
    """Per row whether the product's column is filled, which it often is not in phone notes."""
    is_phone_note = fields["channel"] == "phone note"
    missing = np.where(is_phone_note, MISSING_PERMILLE_ON_PHONE, MISSING_PERMILLE)
    return np.asarray(rng.below("product-lost", latents.rows, 1000) >= missing)


def _amounts(rng: CounterRandom, rows: Integers, brackets: Integers) -> list[str]:
    """Amounts with two decimals; empty for none."""
    low, high = np.array(AMOUNTS).T[:, brackets]
    fraction = rng.below("cents", rows, 1 << CENT_BITS)
    amounts = low + ((fraction * (high - low)) >> CENT_BITS)
    return [f"{cents // 100}.{cents % 100:02d}" if cents else "" for cents in amounts.tolist()]
