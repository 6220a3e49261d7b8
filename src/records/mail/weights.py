"""How likely each part of a letter is, given its topic and how far the drift has come."""

from enum import StrEnum
from functools import cache

import numpy as np

from records.mail.calendar import DRIFT_STEPS
from records.mail.drawing import Booleans, Integers, levelled
from records.mail.phrases import ASKS, DETAILS, NOBODY, SIBLINGS, Phrase
from records.mail.wording import AMOUNTS, ATTACHMENTS, CHANNELS_AFTER, CHANNELS_BEFORE, PRODUCTS, TOPICS

UNIT = 27720
OWN_ASK, SIBLING_ASK, VAGUE_ASK = 74, 8, 18
OWN_DETAIL, SIBLING_DETAIL, ANY_DETAIL = 54, 9, 37
NEW_WORDING = 7
CONTRASTED, TRUTHFUL = 24, 97
NEAR, FAR = 6, 1
AMOUNT_LOST = 12
LABELS = len(TOPICS)
DRIFTS = range(DRIFT_STEPS + 1)


class Slot(StrEnum):
    """The parts of a letter that tell something about its topic."""

    ASK = "ask"
    DETAIL = "detail"
    CONTRAST = "contrast"
    PRODUCT = "product"
    ATTACHMENT = "attachment"
    AMOUNT = "amount"


@cache
def priors() -> Integers:
    """Per drift the distribution of the labels, shape (7, labels)."""
    steps = [[topic.before * (DRIFT_STEPS - drift) + topic.after * drift for topic in TOPICS] for drift in DRIFTS]
    return levelled(np.array(steps))


@cache
def channels() -> Integers:
    """Per drift the distribution of the channels, shape (7, channels)."""
    before, after = np.array(CHANNELS_BEFORE), np.array(CHANNELS_AFTER)
    return levelled(np.array([before * (DRIFT_STEPS - drift) + after * drift for drift in DRIFTS]))


@cache
def tables() -> dict[Slot, Integers]:
    """Slot -> distributions of its values, shape (7 * labels, values); row `drift * labels + label`."""
    every = {
        Slot.ASK: np.vstack([_asks(drift) for drift in DRIFTS]),
        Slot.DETAIL: _always(_details()),
        Slot.CONTRAST: _always(_contrasts()),
        Slot.PRODUCT: _always(_products()),
        Slot.ATTACHMENT: _always(_attachments()),
        Slot.AMOUNT: _always(_amounts()),
    }
    return {slot: levelled(table) for slot, table in every.items()}


def _always(table: Integers) -> Integers:
    return np.tile(table, (len(DRIFTS), 1))


def _spread(mask: Booleans) -> Integers:
    """One unit, shared evenly by the marked phrases."""
    return mask * (UNIT // max(1, int(mask.sum())))


def _owners(phrases: tuple[Phrase, ...]) -> Integers:
    return np.array([phrase.owner for phrase in phrases])


def _asks(drift: int) -> Integers:
    """Own, sibling's and vague asks; at the full drift most of what is asked is in the new wording."""
    owners, new = _owners(ASKS), np.array([phrase.new for phrase in ASKS])
    late = NEW_WORDING * drift
    early = 10 * DRIFT_STEPS - late

    def mixed(owner: int) -> Integers:
        return early * _spread((owners == owner) & ~new) + late * _spread((owners == owner) & new)

    vague = VAGUE_ASK * 10 * DRIFT_STEPS * _spread(owners == NOBODY)
    return np.array([OWN_ASK * mixed(label) + SIBLING_ASK * mixed(SIBLINGS[label]) + vague for label in range(LABELS)])


def _details() -> Integers:
    owners = _owners(DETAILS)
    shared = [_spread(owners == owner) for owner in range(LABELS)]
    anybody = ANY_DETAIL * _spread(owners == NOBODY)
    return np.array(
        [OWN_DETAIL * shared[label] + SIBLING_DETAIL * shared[SIBLINGS[label]] + anybody for label in range(LABELS)]
    )


def _contrasts() -> Integers:
    """Value 0 is no such sentence, value `1 + a * labels + b` is "about a, not b"; a few are wrong."""
    table = np.zeros((LABELS, 1 + LABELS * LABELS), np.int64)
    everyone = NEAR + FAR * (LABELS - 2)
    table[:, 0] = (100 - CONTRASTED) * 100 * everyone
    for label in range(LABELS):
        for other in set(range(LABELS)) - {label}:
            near = NEAR if other == SIBLINGS[label] else FAR
            table[label, 1 + label * LABELS + other] = near * CONTRASTED * TRUTHFUL
            table[label, 1 + other * LABELS + label] = near * CONTRASTED * (100 - TRUTHFUL)
    return table


def _products() -> Integers:
    count = len(PRODUCTS)
    favoured = (np.arange(LABELS)[:, None] * 3 + np.arange(count)) % count == 0
    return np.where(favoured, 60, 20)


def _attachments() -> Integers:
    table = np.full((LABELS, len(ATTACHMENTS)), 6)
    table[:, 0] = 60
    for label, topic in enumerate(TOPICS):
        if topic.attachment:
            table[label, ATTACHMENTS.index(topic.attachment)] += 60
    return table


def _amounts() -> Integers:
    """The bracket as it is seen: an amount that was lost on the way looks like none."""
    table = np.full((LABELS, len(AMOUNTS)), 10)
    for label, topic in enumerate(TOPICS):
        table[label, 0] = 10 if topic.amount else 40
        table[label, topic.amount] += 60 if topic.amount else 0
    lost = AMOUNT_LOST * table[:, 1:].sum(axis=1)
    seen = (100 - AMOUNT_LOST) * table
    seen[:, 0] = 100 * table[:, 0] + lost
    return seen
