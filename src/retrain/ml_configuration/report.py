"""What the report shows."""

from enum import StrEnum

from retrain.ml_configuration.frozen import Frozen


class RecordText(StrEnum):
    """How much of a record's text a report may show."""

    NONE = "none"
    IDS = "ids"
    EXCERPT = "excerpt"


class Report(Frozen):
    """What the page and the comment hold.

    Attributes:
        title: the heading of the page.
        text: how much of a record's text the page may show; the comment never shows any.
    """

    name: str
    title: str
    text: RecordText
