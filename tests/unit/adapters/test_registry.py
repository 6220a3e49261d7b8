"""Adapters from configuration, and raw records to the records of a task."""

import pandas as pd
import pytest

from retrain.adapters import CELL_CHECKS, Adapter, ParseDate, adapt, build_adapters, raw_features, untouched
from retrain.adapters.parsing import ParseNumber
from retrain.adapters.registry import REGISTRY
from retrain.adapters.renaming import MapLabels, RenameColumns
from retrain.ml_configuration.adapters import Adapters
from retrain.ml_configuration.enums import AdapterKind, Role
from retrain.ml_configuration.errors import InputError, InvalidOptionsError
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
RAW = pd.DataFrame(
    {
        "Klasse": ["R", "other"],
        "Nr": ["n7", "n8"],
        "note": ["", ""],
        "extra": ["1", "2"],
        "subject": ["hello", ""],
        "Betrag": ["1,5", ""],
        "Datum": ["01.02.2026", ""],
    }
)


def test_records_end_with_exactly_the_columns_of_the_task_in_its_order():
    before = RAW.copy()
    adapted = adapt(ADAPTERS, RAW, TASK, need_label=True)
    expected = {
        "id": ["n7", "n8"],
        "subject": ["hello", ""],
        "amount": ["1.5", ""],
        "day": ["2026-02-01", ""],
        "label": ["invoice", "other"],
    }
    assert adapted.to_dict("list") == expected
    assert list(adapted.columns) == list(expected)
    assert list(adapted.index) == [0, 1]
    pd.testing.assert_frame_equal(RAW, before)


def test_records_to_predict_need_only_what_features_come_from():
    adapted = adapt(ADAPTERS, RAW[["subject", "Betrag"]], TASK, need_label=False)
    assert adapted.to_dict("list") == {
        "id": ["1", "2"],
        "subject": ["hello", ""],
        "amount": ["1.5", ""],
        "day": ["", ""],
        "label": ["", ""],
    }


def test_what_is_there_at_prediction_is_kept():
    assert adapt(ADAPTERS, RAW, TASK, need_label=False).equals(adapt(ADAPTERS, RAW, TASK, need_label=True))


@pytest.mark.parametrize("absent", ["Klasse", "Nr", "Datum", "note", "subject"])
def test_training_records_need_every_column(absent):
    with pytest.raises(InputError, match=f"no column '{absent}'"):
        adapt(ADAPTERS, RAW.drop(columns=absent), TASK, need_label=True)


@pytest.mark.parametrize("absent", ["subject", "Betrag"])
def test_records_to_predict_need_every_feature(absent):
    with pytest.raises(InputError, match=f"no column '{absent}'"):
        adapt(ADAPTERS, RAW.drop(columns=absent), TASK, need_label=False)


def test_all_absent_columns_are_told_at_once():
    with pytest.raises(InputError, match=r"task 'mail': .*no column 'id', 'subject' \(did you mean 'Subject'\?\)"):
        adapt((), pd.DataFrame({"Subject": ["x"], "amount": ["1"], "day": [""], "label": ["a"]}), TASK, need_label=True)


def test_a_cell_that_no_adapter_can_read_is_named_by_the_records_id():
    raw = RAW.assign(Betrag=["1,5", "viel"])
    with pytest.raises(InputError, match="record 'n8', column 'Betrag': 'viel' is no finite number"):
        adapt(ADAPTERS, raw, TASK, need_label=True)


def test_a_record_without_id_is_named_by_its_number():
    raw = RAW.drop(columns="Nr").assign(Betrag=["1,5", "viel"])
    with pytest.raises(InputError, match="record '2', column 'Betrag'"):
        adapt(ADAPTERS, raw, TASK, need_label=False)


@pytest.mark.parametrize("cell", ["nan", "inf", "1e999", "1,5", "1_0", " 1", "٣", "0x1"])
def test_a_number_column_holds_finite_numbers_only(cell):
    records = pd.DataFrame({"id": ["q"], "subject": [""], "amount": [cell], "day": [""], "label": [""]})
    with pytest.raises(InputError) as problem:
        adapt((), records, TASK, need_label=True)
    assert str(problem.value).startswith(f"record 'q', column 'amount': {cell!r} is no finite number; declare")
    assert "quarantine" in str(problem.value)


@pytest.mark.parametrize("cell", ["", "-1", "+.5", "5.", "1e-7", "1e308"])
def test_finite_numbers_and_missing_ones_pass(cell):
    records = pd.DataFrame({"id": ["q"], "subject": [""], "amount": [cell], "day": [""], "label": [""]})
    assert adapt((), records, TASK, need_label=True)["amount"].tolist() == [cell]


@pytest.mark.parametrize("cell", ["01.02.2026", "2026-02-30", "20260201", "2026-W01-1", "2026-02", "soon"])
def test_a_time_column_holds_iso_dates_only(cell):
    records = pd.DataFrame({"id": ["q"], "subject": [""], "amount": [""], "day": [cell], "label": [""]})
    with pytest.raises(InputError, match=r"record 'q', column 'day': .* is no ISO date"):
        adapt((), records, TASK, need_label=True)


@pytest.mark.parametrize("cell", ["2026-02-01", "2026-02-01T10:00", "2026-02-01 10:00:00+01:00"])
def test_iso_dates_pass_with_or_without_a_time_of_day(cell):
    records = pd.DataFrame({"id": ["q"], "subject": [""], "amount": [""], "day": [cell], "label": [""]})
    assert adapt((), records, TASK, need_label=True)["day"].tolist() == [cell]


@pytest.mark.parametrize("need_label", [True, False])
def test_a_task_without_id_gets_none(need_label):
    task = Task.model_validate(
        {
            "name": "plain",
            "prediction": "multiclass",
            "columns": [{"name": "t", "role": "text"}, {"name": "label", "role": "label"}],
        }
    )
    adapted = adapt((), pd.DataFrame({"t": ["x"], "label": ["a"]}), task, need_label=need_label)
    assert adapted.to_dict("list") == {"t": ["x"], "label": ["a"]}


def test_no_records_stay_no_records():
    adapted = adapt(ADAPTERS, RAW.iloc[:0][["subject", "Betrag"]], TASK, need_label=False)
    assert adapted.shape == (0, 5)


def configured(*steps):
    return Adapters(name="a", steps=steps)


def test_every_kind_has_a_class_of_its_own():
    assert set(REGISTRY) == set(AdapterKind)
    assert len(set(REGISTRY.values())) == len(REGISTRY)
    assert all(issubclass(adapter, Adapter) for adapter in REGISTRY.values())


def test_adapters_are_built_in_the_order_of_the_steps():
    built = build_adapters(
        configured({"kind": "parse_number", "columns": ["x"]}, {"kind": "rename", "columns": {"x": "y"}})
    )
    assert built == (ParseNumber(columns=("x",)), RenameColumns(columns={"x": "y"}))


@pytest.mark.parametrize("options", [{}, {"column": ["x"]}, {"columns": ["x"], "decimal": "!"}, {"columns": []}])
def test_wrong_options_name_the_step_and_the_known_options(options):
    with pytest.raises(InvalidOptionsError) as problem:
        build_adapters(configured({"kind": "rename", "columns": {"a": "b"}}, {"kind": "parse_number", **options}))
    assert problem.value.location == ("adapters", "steps", 1)
    assert problem.value.options == ("columns", "decimal", "thousands")
    assert problem.value.error.errors()


def test_the_raw_columns_of_the_features_are_known_through_adapters():
    columns = [
        {"name": "text", "role": "text"},
        {"name": "amount", "role": "number"},
        {"name": "label", "role": "label"},
    ]
    task = Task(name="letters", prediction="multiclass", columns=columns)
    renamed = build_adapters(Adapters(name="some", steps=[{"kind": "rename", "columns": {"letter": "text"}}]))
    assert raw_features((), task) == ("text", "amount")
    assert raw_features(renamed, task) == ("amount", "letter")


@pytest.mark.parametrize(
    ("step", "left"),
    [
        ({"kind": "rename", "columns": {"kind": "label"}}, True),
        ({"kind": "rename", "columns": {"letter": "text"}}, False),
        ({"kind": "map_labels", "column": "label", "mapping": {"a": "b"}}, True),
        ({"kind": "parse_number", "columns": ["amount"]}, False),
        ({"kind": "extract", "column": "amount", "into": "amount", "pattern": "(.)"}, False),
        ({"kind": "extract", "column": "folder", "into": "text", "pattern": "(.)"}, False),
        ({"kind": "join", "columns": ["a", "b"], "into": "text"}, False),
        ({"kind": "join", "columns": ["text", "b"], "into": "all"}, False),
    ],
)
def test_columns_are_untouched_where_no_adapter_reads_or_makes_them(step, left):
    assert untouched(build_adapters(configured(step)), ("text", "amount")) is left


def test_a_single_cell_is_checked_as_a_column_is():
    assert CELL_CHECKS[Role.NUMBER]("12.5") == "12.5"
    with pytest.raises(ValueError, match="no finite number"):
        CELL_CHECKS[Role.NUMBER]("much")
