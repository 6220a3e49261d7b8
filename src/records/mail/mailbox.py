"""The mail up to a day, as a table."""

from pathlib import Path

import pandas as pd

from records.configuration import GeneratorSource
from records.gathered import Gathered
from records.mail.calendar import months_until
from records.mail.drawing import Dice, Integers
from records.mail.fields import Fields, draw_fields
from records.mail.latents import Latents, draw_latents
from records.mail.letters import names_product, write_letters
from records.mail.oracle import best, posterior
from records.mail.wording import TOPICS


def gather_mail(source: GeneratorSource, _root: Path) -> Gathered:
    """The letters up to `as_of`, with the best possible answers; a longer snapshot begins with the shorter one."""
    dice = Dice(source.seed)
    latents = draw_latents(dice, source.rows_per_month, months_until(source.as_of))
    fields = draw_fields(dice, latents, source.rows_per_month)
    product_seen = fields.product_shown | names_product(dice, latents)
    kept = sum(day <= source.as_of.isoformat() for day in fields.received)
    records = _records(latents, fields, write_letters(dice, latents, fields))
    oracle = _oracle(latents, *best(posterior(latents, product_seen)))
    return Gathered(records.head(kept), oracle.head(kept), (), len(records) - kept)


def _records(latents: Latents, fields: Fields, texts: list[str]) -> pd.DataFrame:
    shown = zip(fields.product, fields.product_shown.tolist(), strict=True)
    columns = {
        "id": _ids(latents),
        "received": fields.received,
        "customer": fields.customer,
        "channel": fields.channel,
        "product": [product if show else "" for product, show in shown],
        "amount": fields.amount,
        "attachment": fields.attachment,
        "text": texts,
        "category": [TOPICS[label].category for label in latents.given.tolist()],
        "label": _labels(latents.given),
    }
    return pd.DataFrame(columns, dtype=str)


def _oracle(latents: Latents, answers: list[int], probabilities: list[str]) -> pd.DataFrame:
    columns = {
        "id": _ids(latents),
        "label": [TOPICS[label].label for label in answers],
        "probability": probabilities,
        "truth": _labels(latents.truth),
    }
    return pd.DataFrame(columns, dtype=str)


def _ids(latents: Latents) -> list[str]:
    return [f"R{row:06d}" for row in latents.rows.tolist()]


def _labels(numbers: Integers) -> list[str]:
    return [TOPICS[number].label for number in numbers.tolist()]
