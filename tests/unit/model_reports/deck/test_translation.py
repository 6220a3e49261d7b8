"""Phrases, numbers and tables are translated; text from data is not."""

import pytest

from retrain.ml_configuration.errors import InputError
from retrain.model_reports.deck.translation import Translator
from retrain.model_reports.tables.report_table import Data, Table

GERMAN = Translator({"Rows": "Zeilen", "{n} labels": "{n} Klassen"}, decimal_comma=True)


def test_a_phrase_is_translated_and_one_without_a_translation_stays_english():
    assert GERMAN.text("{n} labels", n="77") == "77 Klassen"
    assert GERMAN.text("Policy {n}", n="1") == "Policy 1"


def test_numbers_have_the_decimal_mark_of_the_language():
    assert GERMAN.number("1,234.5") == "1.234,5"
    assert GERMAN.percent(0.844) == "84,4 %"
    assert Translator().percent(0.844) == "84.4 %"


def test_a_table_is_translated_except_for_its_data():
    table = GERMAN.table(Table("Rows", ("Rows",), (("0.5",), (Data("Rows\n0.5"),))))
    assert (table.caption, table.columns) == ("Zeilen", ("Zeilen",))
    assert table.rows == (("0,5",), ("Rows 0.5",))


@pytest.mark.parametrize("translation", ["{n:.2f} {other}", "{0}", "{n.real}", "{"])
def test_a_translation_with_an_unknown_field_is_rejected(translation):
    with pytest.raises(InputError, match=r"conf/report: style.words: '{n} labels': use only the fields \['n'\]"):
        Translator({"{n} labels": translation}).text("{n} labels", n="77")
