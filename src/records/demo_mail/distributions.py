"""The distributions of each part of a letter, given its label and the steps of the drift.

All are tables of integer weights, so that the oracle can apply Bayes' rule exactly.
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

import numpy as np

from records.demo_mail import vocabulary
from records.demo_mail.random_draws import Booleans, Integers, normalised
from records.demo_mail.vocabulary import Phrase

DRIFT_BEGINS = 12
DRIFT_STEPS = 6
UNIT = 27720
REQUEST_SHARES = (74, 8, 18)
DETAIL_SHARES = (54, 9, 37)
NEW_REQUEST_TENTHS = 7
NEW_DETAIL_TENTHS = 0
CONTRAST_PERCENT = 24
CORRECT_CONTRAST_PERCENT = 97
SIBLING_WEIGHT = 6
OTHER_WEIGHT = 1
MISSING_AMOUNT_PERCENT = 12
LABELS = len(vocabulary.TOPICS)
PRODUCTS = len(vocabulary.PRODUCTS)
LABEL_NUMBERS = np.arange(LABELS)
DRIFT_VALUES = np.arange(DRIFT_STEPS + 1)


class Slot(StrEnum):
    """The parts of a letter that depend on its label; the values name random streams."""

    REQUEST = "ask"
    DETAIL = "detail"
    CONTRAST = "contrast"
    PRODUCT = "product"
    ATTACHMENT = "attachment"
    AMOUNT = "amount"


def drift_steps(months: Integers) -> Integers:
    """The steps of the drift by month, both from 0: 0 before month 12, 6 from month 17 on."""
    return np.clip(months - DRIFT_BEGINS + 1, 0, DRIFT_STEPS)


@cache
def priors() -> Integers:
    """The distribution of the labels after each step of the drift, shape (7, labels)."""
    before = [topic.before for topic in vocabulary.TOPICS]
    after = [topic.after for topic in vocabulary.TOPICS]
    return _interpolated(before, after)


@cache
def channels() -> Integers:
    """The distribution of the channels after each step of the drift, shape (7, channels)."""
    return _interpolated(vocabulary.CHANNELS_BEFORE, vocabulary.CHANNELS_AFTER)


@cache
def tables() -> dict[Slot, Integers]:
    """Slot -> the distributions of its values.

    Returns:
        Weights of shape (7 * labels, values); row `drift * labels + label`.
    """
    requests = _phrases(vocabulary.REQUESTS, REQUEST_SHARES, NEW_REQUEST_TENTHS)
    details = _phrases(vocabulary.DETAILS, DETAIL_SHARES, NEW_DETAIL_TENTHS)
    without_drift = {
        Slot.CONTRAST: _contrasts(),
        Slot.PRODUCT: _products(),
        Slot.ATTACHMENT: _attachments(),
        Slot.AMOUNT: _amounts(),
    }
    slots = {Slot.REQUEST: normalised(requests), Slot.DETAIL: normalised(details)}
    for slot, table in without_drift.items():
        slots[slot] = np.tile(normalised(table), (len(DRIFT_VALUES), 1))
    return slots


def _interpolated(before: Sequence[int], after: Sequence[int]) -> Integers:
    return normalised(np.outer(DRIFT_STEPS - DRIFT_VALUES, before) + np.outer(DRIFT_VALUES, after))


def _phrases(phrases: Sequence[Phrase], shares: Sequence[int], new_tenths: int) -> Integers:
    """The distributions of phrases.

    Args:
        phrases: of a slot.
        shares: of the label's own phrases, its sibling's, and general ones.
        new_tenths: the share that new phrases have of a label's own once the drift has ended.
    """
    topics = np.array([phrase.topic for phrase in phrases])
    new = np.array([phrase.new for phrase in phrases])
    of_label = topics == LABEL_NUMBERS[:, None]
    tenths = new_tenths * DRIFT_VALUES[:, None, None]
    mixed = (10 * DRIFT_STEPS - tenths) * _uniform(of_label & ~new)
    mixed = mixed + tenths * _uniform(of_label & new)
    own, sibling, general = shares
    general_part = general * 10 * DRIFT_STEPS * _uniform(topics == vocabulary.NO_TOPIC)
    weights = own * mixed + sibling * mixed[:, vocabulary.SIBLINGS] + general_part
    return np.asarray(weights).reshape(-1, len(phrases))


def _uniform(mask: Booleans) -> Integers:
    """One unit per row, shared equally by the values marked."""
    return np.asarray(mask * (UNIT // np.maximum(1, mask.sum(axis=-1, keepdims=True))))


def _contrasts() -> Integers:
    """Value 0 is no sentence, `1 + a * labels + b` is "about a, not b"; a few are wrong."""
    is_sibling = np.array(vocabulary.SIBLINGS)[:, None] == LABEL_NUMBERS
    is_other = LABEL_NUMBERS[:, None] != LABEL_NUMBERS
    weights = np.where(is_sibling, SIBLING_WEIGHT, OTHER_WEIGHT) * is_other
    correct = weights * CONTRAST_PERCENT * CORRECT_CONTRAST_PERCENT
    wrong = weights * CONTRAST_PERCENT * (100 - CORRECT_CONTRAST_PERCENT)
    sentences = np.zeros((LABELS, LABELS, LABELS), np.int64)
    sentences[LABEL_NUMBERS, LABEL_NUMBERS, :] = correct
    sentences[LABEL_NUMBERS, :, LABEL_NUMBERS] += wrong
    none = weights.sum(axis=1, keepdims=True) * (100 - CONTRAST_PERCENT) * 100
    return np.hstack([none, sentences.reshape(LABELS, -1)])


def _products() -> Integers:
    offsets = (3 * LABEL_NUMBERS[:, None] + np.arange(PRODUCTS)) % PRODUCTS
    return np.where(offsets == 0, 60, 20)


def _attachments() -> Integers:
    numbers = np.arange(len(vocabulary.ATTACHMENTS))
    usual = [vocabulary.ATTACHMENTS.index(topic.attachment) for topic in vocabulary.TOPICS]
    is_usual = numbers == np.array(usual)[:, None]
    return np.asarray(6 + 54 * (numbers == 0) + 60 * (is_usual & (numbers > 0)))


def _amounts() -> Integers:
    """The brackets as a reader sees them: a missing amount looks like none."""
    brackets = np.arange(len(vocabulary.AMOUNTS))
    usual = np.array([[topic.amount] for topic in vocabulary.TOPICS])
    weights = 10 + np.where(usual > 0, 60, 30) * (brackets == usual)
    seen: Integers = (100 - MISSING_AMOUNT_PERCENT) * weights
    seen[:, 0] += MISSING_AMOUNT_PERCENT * weights.sum(axis=1)
    return seen
