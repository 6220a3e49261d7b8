"""The options of the deck: engine, colours, fonts and language."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from retrain.ml_configuration.base import FrozenModel

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class Engine(StrEnum):
    """The typesetter of the deck: Typst, or LaTeX's beamer where pdflatex is installed."""

    BEAMER = "beamer"
    TYPST = "typst"


class Style(FrozenModel):
    """The look and the language of the deck.

    Attributes:
        language: code of the language, which the PDF declares to screen readers.
        words: English phrase of the deck -> translation; a phrase without one stays English.
        decimal_comma: whether numbers are written as 1.234,5.
        ink: colour of text.
        soft: colour of less important text.
        legacy: colour of the legacy model.
        retrained: colour of the retrained model.
        logo: a PNG or SVG file; None shows none.
        font: a font family in `fonts` or one of Typst's own; the machine's fonts are never used.
        fonts: a folder of further fonts.
    """

    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = "en"
    words: dict[str, str] = Field(default_factory=dict)
    decimal_comma: bool = False
    ink: Colour = "#1b2430"
    soft: Colour = "#5b6879"
    legacy: Colour = "#c2571a"
    retrained: Colour = "#0b6e8f"
    logo: Path | None = None
    font: str = "Libertinus Serif"
    fonts: Path | None = None
