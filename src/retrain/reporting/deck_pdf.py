"""The deck as a PDF, typeset by Typst or LaTeX."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from retrain.ml_configuration.deck import Engine, Style
from retrain.ml_configuration.errors import InputError
from retrain.model_reports.deck import deck_document, deck_tex
from retrain.model_reports.deck.latex import TEMPLATES
from retrain.model_reports.report_model import ReportModel

MISSING_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED_CHARACTER = re.compile(r"\\u\{([0-9a-f]+)\}")
NO_DATE = 0
MAY_BREAK = "\u200b"
PDFLATEX = ("pdflatex", "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "deck.tex")
MAX_LOG = 600

Document = Mapping[str, object]


def render_deck_pdf(model: ReportModel, engine: Engine, style: Style) -> bytes:
    """The deck as a PDF: equal bytes for equal model and style.

    Raises:
        InputError: a file of the style is missing, or the engine is not installed or rejects the
            deck.
    """
    for path in (style.logo, style.fonts):
        if path is not None and not path.exists():
            raise InputError(f"conf/report: style: {path} is missing; add it, or write null")
    return ENGINES[engine](deck_document(model, style), style)


def _typst_pdf(document: Document, style: Style) -> bytes:
    """A tagged PDF/UA-1; a character without a glyph is printed as its code point, such as U+4E2D.

    The template gets its values as one JSON string, so that none of them is parsed as markup.
    """
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[style.fonts] if style.fonts else [])
    template = TEMPLATES.joinpath("deck.typ").read_bytes()
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
            printable = _with_code_points(values, error.diagnostic)
            if printable == values:
                message = f"Typst rejects the deck; correct conf/report: {error.diagnostic}"
                raise InputError(message) from error
            values = printable


def _with_code_points(values: str, diagnostic: str) -> str:
    """The values with every character that the diagnostic names replaced by its code point."""
    escaped = "".join(MISSING_GLYPH.findall(diagnostic))
    codes = map(ord, ESCAPED_CHARACTER.sub(lambda code: chr(int(code[1], 16)), escaped))
    return values.translate({code: f"U+{code:04X}{MAY_BREAK}" for code in codes})


def _beamer_pdf(document: Document, style: Style) -> bytes:
    """The PDF of pdflatex, which may not run programs."""
    if shutil.which("pdflatex") is None:
        remedy = "install LaTeX with beamer, or write typst"
        raise InputError(f"conf/report: engine: pdflatex is not installed; {remedy}")
    with TemporaryDirectory() as folder:
        Path(folder, "deck.tex").write_text(deck_tex(document), encoding="utf-8")
        if style.logo:
            shutil.copy(style.logo, Path(folder, f"logo{style.logo.suffix}"))
        process = subprocess.run(  # noqa: S603
            PDFLATEX,
            cwd=folder,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(NO_DATE), "FORCE_SOURCE_DATE": "1"},
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if process.returncode:
            log = process.stdout.decode(errors="replace")[-MAX_LOG:]
            remedy = "correct conf/report or write engine: typst"
            raise InputError(f"pdflatex rejects the deck; {remedy}. Its log: {log}")
        return Path(folder, "deck.pdf").read_bytes()


ENGINES: dict[Engine, Callable[[Document, Style], bytes]] = {
    Engine.BEAMER: _beamer_pdf,
    Engine.TYPST: _typst_pdf,
}
