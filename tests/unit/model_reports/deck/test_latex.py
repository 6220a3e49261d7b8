"""Every value is printed literally by LaTeX: none is a command."""

from retrain.ml_configuration.deck import Style
from retrain.model_reports.deck import deck_document, deck_tex
from retrain.model_reports.deck.latex import tex_text


def test_no_label_is_a_command(documents, model_of):
    source = deck_tex(deck_document(model_of(documents(["a", r"\input{x}"])), Style()))
    assert r"\textbackslash{}input\{x\}" in source
    assert r"\input" not in source


def test_every_printable_character_is_escaped():
    text = tex_text("".join(map(chr, range(32, 127))) + "\u00e9\u2212\u4e2d")
    assert text.endswith("\u00e9$-$U+4E2D")
    assert all(f"\\{mark}" in text for mark in "{}$&#_%")
