"""The slides as a PDF, set by Typst or by LaTeX."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from retrain.ml_configuration.deck import Engine, Style
from retrain.ml_configuration.errors import InputError
from retrain.model_reports import ReportModel, deck_document, deck_tex

WITHOUT_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
NO_DATE = 0
MAY_BREAK = "\u200b"
LAST_WORDS = 600

Document = Mapping[str, object]


def deck_pdf(model: ReportModel, engine: Engine, style: Style) -> bytes:
    """The deck, the same bytes for the same model and style.

    Raises:
        InputError: a file of the style is missing, or the engine is not installed or refuses the
            deck.
    """
    for path in (style.logo, style.fonts):
        if path is not None and not path.exists():
            raise InputError(f"conf/report: style: {path} is missing; add it, or write null")
    return ENGINES[engine](deck_document(model, style), style)


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
                raise InputError(f"Typst refuses the deck; mend conf/report: {error.diagnostic}") from error
            values = shown


def _with_code_points(values: str, diagnostic: str) -> str:
    unescaped = (ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in WITHOUT_GLYPH.findall(diagnostic))
    return values.translate({ord(each): f"U+{ord(each):04X}{MAY_BREAK}" for text in unescaped for each in text})


def _set_by_beamer(document: Document, style: Style) -> bytes:
    """The PDF of pdflatex, which may run no program."""
    if shutil.which("pdflatex") is None:
        raise InputError("conf/report: engine: pdflatex is not installed; install LaTeX with beamer, or write typst")
    with TemporaryDirectory() as folder:
        Path(folder, "deck.tex").write_text(deck_tex(document), encoding="utf-8")
        if style.logo:
            shutil.copy(style.logo, Path(folder, f"logo{style.logo.suffix}"))
        done = subprocess.run(
            ["pdflatex", "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "deck.tex"],  # noqa: S607
            cwd=folder,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(NO_DATE), "FORCE_SOURCE_DATE": "1"},
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            said = done.stdout.decode(errors="replace")[-LAST_WORDS:]
            raise InputError(f"pdflatex refuses the deck; mend conf/report or write engine: typst. It said: {said}")
        return Path(folder, "deck.pdf").read_bytes()


ENGINES: dict[Engine, Callable[[Document, Style], bytes]] = {
    Engine.BEAMER: _set_by_beamer,
    Engine.TYPST: _set_by_typst,
}
