"""No cell that is written for a spreadsheet is a formula, and every cell comes back unchanged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrain.workspace.formulas import escape_formula, unescape_formula

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@given(st.text(alphabet="'=+-@\t\r\n a\u200b\uff1d", max_size=6))
def test_an_escaped_cell_is_no_formula_and_comes_back_unchanged(cell):
    assert not escape_formula(cell).startswith(FORMULA_STARTS)
    assert unescape_formula(escape_formula(cell)) == cell


@pytest.mark.parametrize("cell", ["\uff1d1", " =1", "\u200b=1", "'=1"])
def test_hidden_formulas_are_escaped(cell):
    assert escape_formula(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=b", "it's", "'quoted'"])
def test_plain_text_stays_as_it_is(cell):
    assert escape_formula(cell) == cell
