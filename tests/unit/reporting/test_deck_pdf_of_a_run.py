"""The deck of a run that was really evaluated has the numbers of its decision and of its comparison."""

import pytest

from retrain.ml_configuration import paths
from retrain.workspace.json_files import read_json


def test_its_numbers_are_those_of_the_decision_and_of_the_comparison(judged):
    pypdfium2 = pytest.importorskip("pypdfium2", reason="the extra `documents` reads the PDF")
    judged()
    pages = pypdfium2.PdfDocument(paths.DECK)
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
    decision = read_json(paths.DECISION)
    comparison = read_json(paths.COMPARISON)
    for reason in decision["reasons"]:
        assert f"{reason['check']} {reason['verdict']}" in text
        assert reason["bound"] is None or f"{abs(reason['bound']):.4f}" in text
    assert f"{100 * comparison['accuracy']['retrained']:.1f} %" in text
    assert f"{comparison['flips']['fixed']} / {comparison['flips']['broken']}" in text
    assert f"{comparison['rows']:,} recent" in text
    assert decision["retrained"]["digest"] in text
