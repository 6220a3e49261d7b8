"""The wording of the default data, out of `wording.yaml`, and the values of its structured columns."""

from importlib.resources import files
from typing import Any

import yaml

from records.mail.topic import Topic

_WORDING = yaml.safe_load(files("records.mail").joinpath("wording.yaml").read_text(encoding="utf-8"))


def _topic(label: str, told: dict[str, Any]) -> Topic:
    slots: dict[str, Any] = {slot: tuple(told[slot]) for slot in ("asks", "new_asks", "details")}
    return Topic(label=label, **told["about"], **slots)


TOPICS = tuple(_topic(label, told) for label, told in _WORDING["topics"].items())
VAGUE_ASKS = tuple(_WORDING["vague_asks"])
ANY_DETAILS = tuple(_WORDING["any_details"])
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
