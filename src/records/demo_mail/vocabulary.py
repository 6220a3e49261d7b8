"""The wording of the default data, out of `data/demo/wording.yaml`, and the values of its structured columns."""

from pathlib import Path
from typing import NamedTuple

import yaml

NOBODY = -1


class Topic(NamedTuple):
    """A label and what goes with it; the head of `wording.yaml` tells what each field means."""

    label: str
    category: str
    sibling: str
    before: int
    after: int
    noun: str
    attachment: str = ""
    amount: int = 0


class Phrase(NamedTuple):
    """A string that a letter may hold.

    Attributes:
        text: unique in its slot.
        owner: the number of its topic, or `NOBODY`.
        new: whether it comes into use with the drift.
    """

    text: str
    owner: int
    new: bool


_FILE = Path(__file__).parents[3] / "data/demo/wording.yaml"
_WORDING = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
_LABELS = tuple(_WORDING["topics"])


def _phrases(kinds: tuple[str, ...], of_nobody: str) -> tuple[Phrase, ...]:
    topics = enumerate(_WORDING["topics"].values())
    owned = [Phrase(text, owner, kind == "new_asks") for owner, told in topics for kind in kinds for text in told[kind]]
    return (*owned, *(Phrase(text, NOBODY, False) for text in _WORDING[of_nobody]))


TOPICS = tuple(Topic(label, **told["about"]) for label, told in _WORDING["topics"].items())
SIBLINGS = tuple(_LABELS.index(topic.sibling) for topic in TOPICS)
ASKS = _phrases(("asks", "new_asks"), "vague_asks")
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
