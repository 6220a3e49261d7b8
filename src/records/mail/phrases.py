"""The wording as numbered lists: the surface strings of each slot, with the topic that each belongs to."""

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from records.mail.wording import ANY_DETAILS, TOPICS, VAGUE_ASKS

NOBODY = -1


class Phrase(NamedTuple):
    """A string that a letter may hold.

    Attributes:
        text: unique in its slot.
        owner: the number of its topic, or `NOBODY`.
        new: whether it comes into use with the drift.
    """

    text: str
    owner: int
    new: bool = False


def _owned(texts: Iterable[str], owner: int, new: bool = False) -> list[Phrase]:
    return [Phrase(text, owner, new) for text in texts]


def _asks() -> tuple[Phrase, ...]:
    every = [_owned(topic.asks, owner) + _owned(topic.new_asks, owner, True) for owner, topic in enumerate(TOPICS)]
    return (*chain.from_iterable(every), *_owned(VAGUE_ASKS, NOBODY))


def _details() -> tuple[Phrase, ...]:
    every = [_owned(topic.details, owner) for owner, topic in enumerate(TOPICS)]
    return (*chain.from_iterable(every), *_owned(ANY_DETAILS, NOBODY))


def _siblings() -> tuple[int, ...]:
    numbers = {topic.label: number for number, topic in enumerate(TOPICS)}
    return tuple(numbers[topic.sibling] for topic in TOPICS)


ASKS = _asks()
DETAILS = _details()
SIBLINGS = _siblings()
