"""Records keep their cells when they turn from columns into rows and back."""

from retrain.ml_configuration.columns import row_count, select_rows, to_columns, to_rows

COLUMNS = {"a": ["1", "2", "3"], "b": ["x", "", "z"]}


def test_rows_and_columns_turn_into_each_other():
    assert to_rows(COLUMNS) == [{"a": "1", "b": "x"}, {"a": "2", "b": ""}, {"a": "3", "b": "z"}]
    assert to_columns(to_rows(COLUMNS)) == COLUMNS
    assert to_columns([{"a": "1"}]) == {"a": ["1"]}


def test_a_cell_that_a_record_lacks_is_missing():
    assert to_columns([{"a": "1"}, {"b": "x"}]) == {"a": ["1", ""], "b": ["", "x"]}


def test_rows_are_counted_and_selected():
    assert (row_count(COLUMNS), row_count({"a": []}), row_count({})) == (3, 0, 0)
    assert select_rows(COLUMNS, [True, False, True]) == {"a": ["1", "3"], "b": ["x", "z"]}
