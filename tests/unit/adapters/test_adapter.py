"""An adapter that cannot read a cell or a column names it, with the remedy."""

import pytest
from pydantic import PrivateAttr

from retrain.adapters import ParseDate
from retrain.adapters.adapter import CellAdapter
from retrain.adapters.renaming import MapLabels, RenameColumns
from retrain.ml_configuration.errors import InputError


class Upper(CellAdapter):
    """Converts the column `x` to upper case and records the cells that it converts."""

    _converted: list[str] = PrivateAttr(default_factory=list)

    @property
    def reads(self):
        return ("x",)

    def convert(self, cell):
        self._converted.append(cell)
        return cell.upper()


def test_equal_cells_are_converted_once():
    adapter = Upper()
    assert adapter.adapt({"x": ["a", "b", "a"]})["x"] == ["A", "B", "A"]
    assert adapter._converted == ["a", "b"]


@pytest.mark.parametrize(("names", "record"), [(["a", "b"], "record 'b', "), (None, "")])
def test_an_unreadable_cell_is_named_with_record_column_value_and_remedy(names, record):
    records = {"day": ["01.02.2026", "31.02.2026"]}
    with pytest.raises(InputError) as error:
        ParseDate(columns=("day",), format="%d.%m.%Y").adapt(records, names)
    assert str(error.value) == (
        f"{record}column 'day': '31.02.2026' is no date like '30.12.2001'; "
        "correct the cell, or the format in conf/adapters"
    )


@pytest.mark.parametrize(
    "adapter", [MapLabels(column="labell", mapping={"a": "b"}), RenameColumns(columns={"lbel": "x"})]
)
def test_an_absent_column_is_named_with_the_closest_one(adapter):
    with pytest.raises(InputError, match=r"did you mean 'Label'\?\); they have 'Label'\. Correct"):
        adapter.adapt({"Label": ["a"]})


def test_a_long_list_of_columns_is_cut_in_the_message():
    with pytest.raises(InputError, match="and 970 more"):
        MapLabels(column="zzz", mapping={"a": "b"}).adapt({str(number): ["1"] for number in range(1000)})
