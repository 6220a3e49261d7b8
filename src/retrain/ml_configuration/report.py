"""What the reports show."""

from enum import StrEnum

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.deck import Engine, Style


class RecordText(StrEnum):
    """How much of a record's text a report may show."""

    NONE = "none"
    IDS = "ids"
    EXCERPT = "excerpt"


class Report(FrozenModel):
    """What the reports hold.

    Attributes:
        title: the heading of the page.
        text: how much of a record's text the page may show; the others never show any.
        engine: what sets the deck.
        style: of the deck.
    """

    name: str
    title: str
    text: RecordText
    engine: Engine = Engine.TYPST
    style: Style = Style()
