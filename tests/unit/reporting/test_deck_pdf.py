"""The PDF has the numbers of the decision, equal bytes for equal input, tags, and every character."""

import os
import shutil
import subprocess
import sys

import pytest

from retrain.ml_configuration.deck import Engine, Style
from retrain.ml_configuration.errors import InputError
from retrain.reporting.deck_pdf import render_deck_pdf

HOSTILE = ["#panic(1) $x$ *b* _i_ @r", r"\input{/etc/x} \end{frame}", "</script><b>", "%%{{x}}&~^", "a\nb"]
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="30" height="20" fill="red"/></svg>'
BY_LATEX = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="LaTeX is not installed")
ELSEWHERE = """
import sys
from retrain.ml_configuration.deck import Engine, Style
from retrain.model_reports import ReportModel
from retrain.reporting.deck_pdf import render_deck_pdf
model = ReportModel.model_validate_json(sys.stdin.buffer.read())
sys.stdout.buffer.write(render_deck_pdf(model, Engine.TYPST, Style()))
"""


@pytest.fixture
def text_of():
    """A function: a PDF -> all its text, each run of white space as one space."""
    pypdfium2 = pytest.importorskip("pypdfium2", reason="the extra `documents` reads the PDF")

    def text(pdf: bytes) -> str:
        pages = pypdfium2.PdfDocument(pdf)
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())

    return text


@pytest.fixture
def pdf_of(documents, model_of):
    """A function: labels and a style -> the deck."""

    def make(labels=("a", "b"), **style: object) -> bytes:
        return render_deck_pdf(model_of(documents(list(labels))), Engine.TYPST, Style.model_validate(style))

    return make


def test_its_numbers_are_those_of_the_decision(documents, model_of, text_of):
    made = documents(["a", "b"])
    text = text_of(render_deck_pdf(model_of(made), Engine.TYPST, Style()))
    reason = made["decision"]["reasons"][0]
    assert f"{reason['check']} pass The evidence shows that the retrained model is better. +0.0811 0.0000" in text
    assert f"{made['comparison']['macro_f1']['retrained']:.3f}" in text
    assert f"{made['decision']['holdouts']['sealed']['rows']:,} sealed" in text
    assert made["decision"]["retrained"]["digest"] in text


def test_two_processes_write_equal_bytes(documents, model_of):
    model = model_of(documents(HOSTILE))
    written = [
        subprocess.run(
            [sys.executable, "-c", ELSEWHERE],
            input=model.model_dump_json(by_alias=True).encode(),
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert written[0] == written[1] == render_deck_pdf(model, Engine.TYPST, Style())


def test_it_is_tagged_and_claims_to_be_accessible_and_bears_no_date(pdf_of):
    written = pdf_of()
    assert all(mark in written for mark in (b"/MarkInfo", b"/StructTreeRoot", b"pdfuaid:part"))
    assert b"/Lang(en)" in written
    assert b"CreationDate" not in written


def test_hostile_labels_are_printed_literally(pdf_of, text_of):
    text = text_of(pdf_of(HOSTILE))
    assert [label for label in HOSTILE if " ".join(label.split()) not in text] == []


@pytest.mark.parametrize("engine", [Engine.TYPST, pytest.param(Engine.BEAMER, marks=BY_LATEX)])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_elsewhere_are_printed_literally_too(documents, model_of, text_of, hostile, engine):
    made = documents(["a", "b"])
    made["decision"]["reasons"][0]["check"] = made["ingest"]["source"] = hostile
    text = text_of(render_deck_pdf(model_of(made, title=hostile), engine, Style()))
    assert "".join(text.split()).count("".join(hostile.split())) > 2


def test_a_character_without_a_glyph_is_printed_as_its_code_point(pdf_of, text_of):
    text = text_of(pdf_of(["中文", "naïve", "🙂", "x\u0301\u200d"]))
    assert "U+4E2DU+6587" in text.replace("\u200b", "")
    assert "U+1F642" in text
    assert "naïve" in text


def test_a_team_changes_colours_language_and_logo(pdf_of, text_of, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "logo.svg").write_text(LOGO)
    style = {"language": "de", "words": {"retrained": "neu"}, "decimal_comma": True, "retrained": "#112233"}
    written = pdf_of(**style, logo="logo.svg")
    assert b"/Lang(de)" in written
    assert "0,842" in text_of(written)
    assert len(written) > len(pdf_of(**style))


@pytest.mark.parametrize("style", [{"logo": "none.svg"}, {"fonts": "none"}])
def test_a_file_of_the_style_that_is_missing_is_named(pdf_of, style):
    with pytest.raises(InputError, match=r"conf/report: style: none\S* is missing; add it, or write null"):
        pdf_of(**style)


def test_a_logo_that_cannot_be_read_is_rejected_with_the_engines_message(pdf_of, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "logo.png").write_text("no picture")
    with pytest.raises(InputError, match="Typst rejects the deck; correct conf/report"):
        pdf_of(logo="logo.png")


@BY_LATEX
def test_latex_sets_the_same_slides_with_hostile_labels_literal_and_equal_bytes(documents, model_of, text_of):
    model = model_of(documents([*HOSTILE, "--'`?", "\u4e2d\u00e9"]))
    written = render_deck_pdf(model, Engine.BEAMER, Style())
    assert written == render_deck_pdf(model, Engine.BEAMER, Style())
    text = text_of(written)
    assert [label for label in HOSTILE if "".join(label.split()) not in "".join(text.split())] == []
    assert "Promote the retrained model" in text
    assert "0.842" in text


@BY_LATEX
def test_what_latex_rejects_is_reported(documents, model_of, tmp_path):
    (tmp_path / "logo.png").write_text("no picture")
    with pytest.raises(InputError, match="pdflatex rejects the deck; correct conf/report"):
        render_deck_pdf(model_of(documents(["a", "b"])), Engine.BEAMER, Style(logo=tmp_path / "logo.png"))


def test_without_latex_the_remedy_is_named(documents, model_of, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError, match="pdflatex is not installed; install LaTeX with beamer, or write typst"):
        render_deck_pdf(model_of(documents(["a", "b"])), Engine.BEAMER, Style())
