"""The phrases of the demo's mail, read from `data/demo/wording.yaml`, and its structured values."""

from pathlib import Path
from typing import Any, NamedTuple

import yaml

NO_TOPIC = -1


class Topic(NamedTuple):
    """A label and its properties; the head of `wording.yaml` explains the fields."""

    label: str
    category: str
    sibling: str
    before: int
    after: int
    noun: str
    attachment: str = ""
    amount: int = 0


class Phrase(NamedTuple):
    """A phrase that a letter may contain.

    Attributes:
        text: unique in its slot.
        topic: the number of its topic, or `NO_TOPIC`.
        new: whether it comes into use with the drift.
    """

    text: str
    topic: int
    new: bool


_FILE = Path(__file__).parents[3] / "data/demo/wording.yaml"
_WORDING: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
_LABELS = tuple(_WORDING["topics"])


def _phrases(kinds: tuple[str, ...], general_kind: str) -> tuple[Phrase, ...]:
    """The phrases of all topics, then those of no topic."""
    phrases = []
    for number, topic in enumerate(_WORDING["topics"].values()):
        for kind in kinds:
            phrases += [Phrase(text, number, kind == "new_asks") for text in topic[kind]]
    general = [Phrase(text, NO_TOPIC, False) for text in _WORDING[general_kind]]
    return (*phrases, *general)


TOPICS = tuple(Topic(label, **topic["about"]) for label, topic in _WORDING["topics"].items())
SIBLINGS = tuple(_LABELS.index(topic.sibling) for topic in TOPICS)
REQUESTS = _phrases(("asks", "new_asks"), "vague_asks")
DETAILS = _phrases(("details",), "any_details")
GREETINGS = tuple(_WORDING["greetings"])
CLOSINGS = tuple(_WORDING["closings"])
CONTRASTS = tuple(_WORDING["contrasts"])
REFERENCES = tuple(_WORDING["references"])
BODIES = tuple(_WORDING["bodies"])

PRODUCTS = ("Basic Power", "Green Power", "City Gas", "Clear Water", "District Heat")
CHANNELS = ("letter", "email", "web form", "phone note", "app")
CHANNELS_BEFORE = (18, 40, 25, 17, 0)
CHANNELS_AFTER = (8, 30, 17, 10, 35)
ATTACHMENTS = ("", "photo", "scan", "form", "invoice", "certificate")
AMOUNTS = ((0, 0), (200, 1999), (2000, 7999), (8000, 24999), (25000, 99999), (100000, 900000))
