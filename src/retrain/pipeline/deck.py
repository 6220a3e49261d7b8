"""The slides as a PDF, set by Typst."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from importlib.resources import files

from retrain.ml_configuration.deck import Engine, Style
from retrain.ml_configuration.problems import InputProblem
from retrain.model_reports import ReportModel, Wording, deck

WITHOUT_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
NO_DATE = 0

Document = Mapping[str, object]


def deck_pdf(model: ReportModel, engine: Engine, style: Style) -> bytes:
    """The deck, the same bytes for the same model and style.

    Raises:
        InputProblem: a file of the style is missing, or the engine is not installed or refuses the deck.
    """
    for path in (style.logo, style.fonts):
        if path is not None and not path.exists():
            raise InputProblem(f"conf/report: style: {path} is missing; add it, or write null")
    slides = [asdict(slide) for slide in deck(model, Wording(style.words, style.decimal_comma))]
    written = style.model_dump(mode="json", exclude={"words"})
    return ENGINES[engine](
        {"title": model.title, "digest": model.decision.retrained.digest, "style": written, "slides": slides}, style
    )


def _set_by_typst(document: Document, style: Style) -> bytes:
    """A tagged PDF/UA-1; a character that no font has is printed as its code point, such as U+4E2D.

    Values reach the template as one JSON string, so that none of them is ever read as markup.
    """
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[style.fonts] if style.fonts else [])
    template = files("retrain.model_reports").joinpath("templates", "deck.typ").read_bytes()
    values = json.dumps(document, ensure_ascii=False)
    while True:
        try:
            return typst.compile(
                template,
                font_paths=fonts,
                sys_inputs={"deck": values},
                pdf_standards=["ua-1"],
                timestamp=NO_DATE,
            )
        except typst.TypstError as error:
            shown = _with_code_points(values, error.diagnostic)
            if shown == values:
                raise InputProblem(f"Typst refuses the deck; mend conf/report: {error.diagnostic}") from error
            values = shown


def _with_code_points(values: str, diagnostic: str) -> str:
    unescaped = (ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in WITHOUT_GLYPH.findall(diagnostic))
    return values.translate({ord(each): f"U+{ord(each):04X}" for text in unescaped for each in text})


ENGINES: dict[Engine, Callable[[Document, Style], bytes]] = {Engine.TYPST: _set_by_typst}
