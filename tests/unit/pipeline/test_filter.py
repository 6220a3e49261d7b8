"""The filter stage counts what it removes by reason, and refuses to remove everything."""

import pandas as pd
import pytest

from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.recipe import Filterers
from retrain.ml_configuration.task import Task
from retrain.pipeline.filter import apply_filterers, filter_adapted
from retrain.workspace.csv_tables import read_table, write_table
from retrain.workspace.json_files import read_json

pytestmark = pytest.mark.usefixtures("workplace")


def test_removed_records_are_counted_by_reason(sections):
    records = read_table(paths.ADAPTED)
    records.loc[0, "label"] = ""
    records.loc[1, "label"] = "rare"
    write_table(records, paths.ADAPTED)
    filter_adapted(sections(stages.FilterSections))
    assert read_json(paths.FILTER_REPORT) == {
        "rows": {"read": 200, "kept": 198, "removed": 2},
        "reasons": {"missing_label": 1, "rare_label": 1},
    }
    assert list(read_table(paths.REMOVED)["id"]) == list(records["id"].head(2))
    assert len(read_table(paths.FILTERED)) == 198


def test_when_no_record_is_left_the_filterers_are_named_with_their_counts(sections):
    write_table(read_table(paths.ADAPTED).assign(label=""), paths.ADAPTED)
    before = paths.FILTERED.read_bytes()
    with pytest.raises(InputError, match=r"conf/filterers/default.yaml: no record is left of 200.*missing_label"):
        filter_adapted(sections(stages.FilterSections))
    assert paths.FILTERED.read_bytes() == before


COLUMNS = {"id": "id", "text": "text", "label": "label"}
LETTERS = Task(
    name="letters",
    prediction="multiclass",
    columns=[{"name": name, "role": role} for name, role in COLUMNS.items()],
)


def letters(*rows):
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def test_removed_rows_are_ordered_by_filterer_and_then_by_row():
    records = letters(("1", "one", "a"), ("2", "one", "a"), ("3", "two", "b"), ("4", "three", "b"))
    before = records.copy()
    steps = ({"kind": "duplicate"}, {"kind": "rare_label", "at_least": 2})
    kept, removed = apply_filterers(Filterers(name="f", steps=steps), records, LETTERS)
    assert kept["id"].tolist() == ["3", "4"]
    assert list(kept.index) == [0, 1]
    assert list(removed.columns) == [*COLUMNS, "filterer", "reason"]
    assert removed[["id", "filterer"]].to_numpy().tolist() == [["2", "duplicate"], ["1", "rare_label"]]
    assert removed["reason"].tolist()[1] == "label 'a' has 1 of at least 2 records"
    pd.testing.assert_frame_equal(records, before)


@pytest.mark.parametrize("rows", [(), (("1", "x", "a"),)])
@pytest.mark.parametrize("kinds", [(), ("missing_label", "empty_text", "duplicate")])
def test_no_row_is_lost_where_there_is_nothing_to_remove(rows, kinds):
    filterers = Filterers(name="f", steps=tuple({"kind": kind} for kind in kinds))
    records = letters(*rows)
    kept, removed = apply_filterers(filterers, records, LETTERS)
    assert kept.to_dict("list") == records.to_dict("list")
    assert removed.shape == (0, 5)


@pytest.mark.parametrize("name", ["filterer", "reason"])
def test_a_column_with_the_name_of_an_explanation_is_refused(name):
    with pytest.raises(InputError, match=f"column '{name}' has the name .* rename"):
        apply_filterers(Filterers(name="f"), letters(("1", "x", "a")).assign(**{name: "x"}), LETTERS)
