"""How likely each part of a letter is, given its topic and how far the drift has come."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

import numpy as np

from records.demo_mail import vocabulary
from records.demo_mail.random_draws import Booleans, Integers, levelled

DRIFT_BEGINS = 12
DRIFT_STEPS = 6
UNIT = 27720
ASK_OF = (74, 8, 18)
DETAIL_OF = (54, 9, 37)
NEW_ASKS, NEW_DETAILS = 7, 0
CONTRASTED, TRUTHFUL = 24, 97
NEAR, FAR = 6, 1
AMOUNT_LOST = 12
LABELS, PRODUCTS = len(vocabulary.TOPICS), len(vocabulary.PRODUCTS)
EACH = np.arange(LABELS)
DRIFTS = np.arange(DRIFT_STEPS + 1)


class Slot(StrEnum):
    """The parts of a letter that tell something about its topic."""

    ASK = "ask"
    DETAIL = "detail"
    CONTRAST = "contrast"
    PRODUCT = "product"
    ATTACHMENT = "attachment"
    AMOUNT = "amount"


def drift(months: Integers) -> Integers:
    """How far the drift has come in each month, counted from the first of all: 0 before it, 6 from the 18th on."""
    return np.clip(months - DRIFT_BEGINS + 1, 0, DRIFT_STEPS)


@cache
def priors() -> Integers:
    """Per drift the distribution of the labels, shape (7, labels)."""
    return _drifting([topic.before for topic in vocabulary.TOPICS], [topic.after for topic in vocabulary.TOPICS])


@cache
def channels() -> Integers:
    """Per drift the distribution of the channels, shape (7, channels)."""
    return _drifting(vocabulary.CHANNELS_BEFORE, vocabulary.CHANNELS_AFTER)


@cache
def tables() -> dict[Slot, Integers]:
    """Slot -> distributions of its values, shape (7 * labels, values); row `drift * labels + label`."""
    steady = {
        Slot.CONTRAST: _contrasts(),
        Slot.PRODUCT: np.where((3 * EACH[:, None] + np.arange(PRODUCTS)) % PRODUCTS == 0, 60, 20),
        Slot.ATTACHMENT: _attachments(),
        Slot.AMOUNT: _amounts(),
    }
    return {
        Slot.ASK: levelled(_phrases(vocabulary.ASKS, ASK_OF, NEW_ASKS)),
        Slot.DETAIL: levelled(_phrases(vocabulary.DETAILS, DETAIL_OF, NEW_DETAILS)),
        **{slot: np.tile(levelled(table), (len(DRIFTS), 1)) for slot, table in steady.items()},
    }


def _drifting(before: Sequence[int], after: Sequence[int]) -> Integers:
    return levelled(np.outer(DRIFT_STEPS - DRIFTS, before) + np.outer(DRIFTS, after))


def _phrases(phrases: tuple[vocabulary.Phrase, ...], shares: tuple[int, int, int], new_share: int) -> Integers:
    """The topic's own, its sibling's and nobody's phrases; the new ones get tenths of the share as the drift goes."""
    owners, new = np.array([phrase.owner for phrase in phrases]), np.array([phrase.new for phrase in phrases])
    late = new_share * DRIFTS[:, None, None]
    mine = owners == EACH[:, None]
    mixed = (10 * DRIFT_STEPS - late) * _spread(mine & ~new) + late * _spread(mine & new)
    own, sibling, nobody = shares
    anybody = nobody * 10 * DRIFT_STEPS * _spread(owners == vocabulary.NOBODY)
    return np.asarray(own * mixed + sibling * mixed[:, vocabulary.SIBLINGS] + anybody).reshape(-1, len(phrases))


def _spread(mask: Booleans) -> Integers:
    """One unit per row, shared evenly by the marked phrases."""
    return np.asarray(mask * (UNIT // np.maximum(1, mask.sum(axis=-1, keepdims=True))))


def _contrasts() -> Integers:
    """Value 0 is no such sentence, value `1 + a * labels + b` is "about a, not b"; a few are wrong."""
    near = np.where(np.array(vocabulary.SIBLINGS)[:, None] == EACH, NEAR, FAR) * (EACH[:, None] != EACH)
    told = np.zeros((LABELS, LABELS, LABELS), np.int64)
    told[EACH, EACH, :] = near * CONTRASTED * TRUTHFUL
    told[EACH, :, EACH] += near * CONTRASTED * (100 - TRUTHFUL)
    untold = near.sum(axis=1, keepdims=True) * (100 - CONTRASTED) * 100
    return np.hstack([untold, told.reshape(LABELS, -1)])


def _attachments() -> Integers:
    kinds = np.arange(len(vocabulary.ATTACHMENTS))
    liked = np.array([[vocabulary.ATTACHMENTS.index(topic.attachment)] for topic in vocabulary.TOPICS])
    return np.asarray(6 + 54 * (kinds == 0) + 60 * ((kinds == liked) & (kinds > 0)))


def _amounts() -> Integers:
    """The bracket as it is seen: an amount that was lost on the way looks like none."""
    brackets, usual = np.arange(len(vocabulary.AMOUNTS)), np.array([[topic.amount] for topic in vocabulary.TOPICS])
    table = 10 + np.where(usual > 0, 60, 30) * (brackets == usual)
    seen: Integers = (100 - AMOUNT_LOST) * table
    seen[:, 0] += AMOUNT_LOST * table.sum(axis=1)
    return seen
