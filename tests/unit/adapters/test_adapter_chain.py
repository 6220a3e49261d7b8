"""Raw records become records with exactly the task's columns, or the error names what is wrong."""

import pytest

from retrain.adapters import AdapterChain, ParseDate
from retrain.adapters.deriving import JoinColumns
from retrain.adapters.parsing import ParseNumber
from retrain.adapters.renaming import MapLabels, RenameColumns
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.task import Task

TASK = Task.model_validate(
    {
        "name": "mail",
        "prediction": "multiclass",
        "columns": [
            {"name": "id", "role": "id"},
            {"name": "subject", "role": "text"},
            {"name": "amount", "role": "number"},
            {"name": "day", "role": "time"},
            {"name": "note", "role": "ignore"},
            {"name": "label", "role": "label"},
        ],
    }
)
ADAPTERS = (
    ParseNumber(columns=("Betrag",), decimal=","),
    ParseDate(columns=("Datum",), format="%d.%m.%Y"),
    RenameColumns(columns={"Betrag": "amount", "Datum": "day", "Klasse": "label", "Nr": "id"}),
    MapLabels(column="label", mapping={"R": "invoice"}),
    MapLabels(column="note", mapping={"x": "y"}),
)
RAW = {
    "Klasse": ["R", "other"],
    "Nr": ["n7", "n8"],
    "note": ["", ""],
    "extra": ["1", "2"],
    "subject": ["hello", ""],
    "Betrag": ["1,5", ""],
    "Datum": ["01.02.2026", ""],
}
CHAIN = AdapterChain(ADAPTERS, TASK)
PLAIN = AdapterChain((), TASK)


def without(*names):
    return {name: cells for name, cells in RAW.items() if name not in names}


def test_records_end_with_exactly_the_columns_of_the_task_in_its_order():
    before = {name: list(cells) for name, cells in RAW.items()}
    adapted = CHAIN.adapt(RAW, need_label=True)
    assert list(adapted.items()) == [
        ("id", ["n7", "n8"]),
        ("subject", ["hello", ""]),
        ("amount", ["1.5", ""]),
        ("day", ["2026-02-01", ""]),
        ("label", ["invoice", "other"]),
    ]
    assert before == RAW


@pytest.mark.parametrize(("first", "ids"), [(1, ["1", "2"]), (10, ["10", "11"]), (None, ["", ""])])
def test_records_to_predict_need_only_what_features_are_made_from(first, ids):
    adapted = CHAIN.adapt({"subject": ["hello", ""], "Betrag": ["1,5", ""]}, need_label=False, first=first)
    assert adapted == {
        "id": ids,
        "subject": ["hello", ""],
        "amount": ["1.5", ""],
        "day": ["", ""],
        "label": ["", ""],
    }


def test_columns_that_are_present_at_prediction_are_kept():
    assert CHAIN.adapt(RAW, need_label=False) == CHAIN.adapt(RAW, need_label=True)


@pytest.mark.parametrize("absent", ["Klasse", "Nr", "Datum", "note", "subject"])
def test_training_records_need_every_column(absent):
    with pytest.raises(InputError, match=f"no column '{absent}'"):
        CHAIN.adapt(without(absent), need_label=True)


@pytest.mark.parametrize("absent", ["subject", "Betrag"])
def test_records_to_predict_need_every_feature(absent):
    with pytest.raises(InputError, match=f"no column '{absent}'"):
        CHAIN.adapt(without(absent), need_label=False)


def test_all_absent_columns_are_named_in_one_message():
    with pytest.raises(InputError, match=r"task 'mail': .*no column 'id', 'subject' \(did you mean 'Subject'\?\)"):
        PLAIN.adapt({"Subject": ["x"], "amount": ["1"], "day": [""], "label": ["a"]}, need_label=True)


def test_a_cell_that_no_adapter_can_read_is_named_by_the_records_id():
    raw = {**RAW, "Betrag": ["1,5", "viel"]}
    with pytest.raises(InputError, match="record 'n8', column 'Betrag': 'viel' is no finite number"):
        CHAIN.adapt(raw, need_label=True)


def test_a_record_without_id_is_named_by_its_number():
    raw = {**without("Nr"), "Betrag": ["1,5", "viel"]}
    with pytest.raises(InputError, match="record '2', column 'Betrag'"):
        CHAIN.adapt(raw, need_label=False)


@pytest.mark.parametrize("cell", ["nan", "inf", "1e999", "1,5", "1_0", " 1", "٣", "0x1"])
def test_a_number_column_holds_finite_numbers_only(cell):
    records = {"id": ["q"], "subject": [""], "amount": [cell], "day": [""], "label": [""]}
    with pytest.raises(InputError) as error:
        PLAIN.adapt(records, need_label=True)
    assert str(error.value).startswith(f"record 'q', column 'amount': {cell!r} is no finite number; declare")
    assert "quarantine" in str(error.value)


@pytest.mark.parametrize("cell", ["", "-1", "+.5", "5.", "1e-7", "1e308"])
def test_finite_numbers_and_missing_ones_pass(cell):
    records = {"id": ["q"], "subject": [""], "amount": [cell], "day": [""], "label": [""]}
    assert PLAIN.adapt(records, need_label=True)["amount"] == [cell]


@pytest.mark.parametrize("cell", ["01.02.2026", "2026-02-30", "20260201", "2026-W01-1", "2026-02", "soon"])
def test_a_time_column_holds_iso_dates_only(cell):
    records = {"id": ["q"], "subject": [""], "amount": [""], "day": [cell], "label": [""]}
    with pytest.raises(InputError, match=r"record 'q', column 'day': .* is no ISO date"):
        PLAIN.adapt(records, need_label=True)


@pytest.mark.parametrize("cell", ["2026-02-01", "2026-02-01T10:00", "2026-02-01 10:00:00+01:00"])
def test_iso_dates_pass_with_or_without_a_time_of_day(cell):
    records = {"id": ["q"], "subject": [""], "amount": [""], "day": [cell], "label": [""]}
    assert PLAIN.adapt(records, need_label=True)["day"] == [cell]


@pytest.mark.parametrize("need_label", [True, False])
def test_a_task_without_id_gets_none(need_label):
    task = Task.model_validate(
        {
            "name": "plain",
            "prediction": "multiclass",
            "columns": [{"name": "t", "role": "text"}, {"name": "label", "role": "label"}],
        }
    )
    records = {"t": ["x"], "label": ["a"]}
    assert AdapterChain((), task).adapt(records, need_label=need_label) == records


def test_no_records_stay_no_records():
    adapted = CHAIN.adapt({"subject": [], "Betrag": []}, need_label=False)
    assert adapted == {"id": [], "subject": [], "amount": [], "day": [], "label": []}


def test_the_raw_columns_of_the_features_are_found_through_the_adapters():
    joined = (*ADAPTERS[:3], JoinColumns(columns=("title", "body"), into="subject"))
    assert PLAIN.raw_features == ("subject", "amount")
    assert CHAIN.raw_features == ("Betrag", "subject")
    assert AdapterChain(joined, TASK).raw_features == ("Betrag", "body", "title")


def test_every_column_that_a_derived_feature_is_made_from_is_needed():
    chain = AdapterChain((JoinColumns(columns=("a", "b"), into="subject"),), TASK)
    raw = {"a": ["1"], "b": ["2"], "amount": ["3"]}
    assert chain.adapt(raw, need_label=False)["subject"] == ["1 2"]
    with pytest.raises(InputError, match="'b'"):
        chain.adapt({"a": ["1"], "amount": ["3"]}, need_label=False)


@pytest.mark.parametrize("cell", ["1,2", "1  2", "-1", "x", "999999"])
def test_a_cell_that_is_no_image_is_refused(cell):
    columns = [{"name": "image", "role": "image"}, {"name": "label", "role": "label"}]
    task = Task(name="images", prediction="multiclass", columns=columns)
    with pytest.raises(InputError, match="is no image"):
        AdapterChain((), task).adapt({"image": ["", cell], "label": ["a", "b"]}, need_label=True)
