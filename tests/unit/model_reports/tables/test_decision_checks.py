"""Every check of a decision is listed with its verdict, its reading and its numbers."""

import pytest

from retrain.ml_configuration.checks import CheckKind
from retrain.ml_configuration.decision_document import Code
from retrain.ml_configuration.enums import Outcome, Verdict
from retrain.model_reports.tables.decision_checks import SIGNS, checks_table


def test_every_check_has_its_verdict_and_numbers(documents, model_of) -> None:
    table = checks_table(model_of(documents(["a", "b"])).decision)
    assert table.tones == ("pass", "pass", "underpowered", "undecided", "fail")
    assert table.rows[2][0] == "○ underpowered"
    assert table.rows[0][5:] == ("0.742", "0.842", "+0.100", "+0.0811", "0.0000")
    assert table.rows[1][5:] == ("—", "—", "—", "\u22120.0041", "\u22120.0100")
    assert table.rows[3][3:5] == (Code.LABELS_CHANGED.words, "added a, b")
    assert table.rows[0][4] == "p 0.0001; method swap"
    assert table.rows[1][4] == "—"


def test_every_outcome_and_verdict_has_a_sign_of_its_own() -> None:
    assert len({SIGNS[outcome] for outcome in Outcome}) == len(Outcome)
    assert len({SIGNS[verdict] for verdict in Verdict}) == len(Verdict)


@pytest.mark.parametrize("names", [CheckKind, Code, Outcome])
def test_every_outcome_code_and_kind_has_words_of_its_own(names) -> None:
    assert all(name.words for name in names)
    assert len({name.words for name in names}) == len(names)
