"""Markdown tables escape data, align numbers and count the rows that they leave out."""

from retrain.model_reports.markdown import MAX_ROWS, markdown_sections, markdown_table
from retrain.model_reports.tables.report_table import Data, Table


def test_data_is_a_code_span_and_numbers_are_aligned_to_the_right():
    table = Table("caption", ("Label", "Rows"), ((Data("a|b"), "12"), (Data("—"), "—")))
    assert markdown_table(table) == "| Label | Rows |\n| --- | ---: |\n| `a\u2223b` | 12 |\n| — | — |"


def test_the_rows_that_are_left_out_are_counted():
    table = Table("caption", ("Label",), (("a",),) * (MAX_ROWS + 3))
    assert markdown_table(table).endswith("\n\n3 more rows are on the page.")


def test_a_table_without_rows_has_no_section():
    tables = {"Empty": Table("caption", ("Label",), ()), "Full": Table("caption", ("Label",), (("a",),))}
    assert [section.partition("\n")[0] for section in markdown_sections(tables)] == ["### Full"]
