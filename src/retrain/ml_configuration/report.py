"""The options of the reports."""

from enum import StrEnum

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.deck import Engine, Style


class RecordText(StrEnum):
    """How much of a record's text a report may show."""

    NONE = "none"
    IDS = "ids"
    EXCERPT = "excerpt"


class Report(FrozenModel):
    """The options of the reports.

    Attributes:
        title: heading of the page.
        text: how much of a record's text the page may show; with `excerpt` the deck shows some too.
        engine: typesetter of the deck.
        style: look of the deck.
    """

    name: str
    title: str
    text: RecordText
    engine: Engine = Engine.TYPST
    style: Style = Style()
