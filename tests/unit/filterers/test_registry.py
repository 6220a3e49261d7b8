"""Records kept and records removed, each with its reason."""

import pandas as pd
import pytest

from retrain.filterers import Filterer, RecordFilterer, build_filterers, filter_records, of_single_records
from retrain.filterers.duplicate_rows import ContradictoryRows, DuplicateRows
from retrain.filterers.empty_text import EmptyText
from retrain.filterers.labels import MissingLabel, RareLabel
from retrain.filterers.registry import REGISTRY
from retrain.ml_configuration.enums import FiltererKind
from retrain.ml_configuration.errors import InputError, InvalidOptionsError
from retrain.ml_configuration.filterers import Filterers
from retrain.ml_configuration.task import Task


def task(*columns):
    listed = [{"name": name, "role": role} for name, role in columns]
    return Task.model_validate({"name": "t", "prediction": "multiclass", "columns": listed})


MAIL = task(("id", "id"), ("subject", "text"), ("body", "text"), ("kind", "category"), ("label", "label"))
TABLE = task(("kind", "category"), ("label", "label"))


def mails(*rows):
    return pd.DataFrame(rows, columns=["id", "subject", "body", "kind", "label"])


def test_a_blank_label_is_missing():
    records = mails(("1", "x", "", "", "a"), ("2", "x", "", "", " "))
    assert MissingLabel().reason(records, MAIL) == ["", "no label"]


def test_only_records_with_no_text_at_all_are_empty():
    records = mails(("1", "x", "", "", "a"), ("2", "", " \n", "k", "a"), ("3", "", "y", "", "a"))
    assert EmptyText().reason(records, MAIL) == ["", "no text in subject, body", ""]


def test_what_judges_a_record_by_itself_says_of_it_what_it_says_in_a_table():
    records = pd.DataFrame({"subject": ["a", " ", ""], "body": ["", "\t", "b"], "kind": ["x"] * 3})
    single = [kind for kind in REGISTRY.values() if issubclass(kind, RecordFilterer)]
    assert single
    for kind in single:
        judge = kind().judge(MAIL)
        assert list(map(judge, records.to_dict("records"))) == kind().reason(records, MAIL)


def test_a_task_without_text_has_no_empty_text():
    assert EmptyText().reason(pd.DataFrame({"kind": ["", "a"], "label": ["x", "y"]}), TABLE) == ["", ""]


def test_all_records_that_contradict_each_other_are_left_out_with_the_other_label():
    records = mails(
        ("1", "Hello  you", "", "k", "a"), ("2", "hello you", "", "K", "b"), ("3", "hello you", "", "k", "b"),
        ("4", "hello you", "", "other", "c"), ("5", "bye", "", "k", "a"), ("6", "bye", "", "k", "a"),
    )  # fmt: skip
    reasons = ContradictoryRows().reason(records, MAIL)
    told = "same features as a record labelled "
    assert reasons == [f"{told}'b'", f"{told}'a'", f"{told}'a'", "", "", ""]


def test_a_duplicate_names_the_record_that_stays():
    records = mails(
        ("1", "Hello  World", "", "k", "a"),
        ("2", "hello world ", "", "K", "a"),
        ("3", "hello world", "", "k", "b"),
        ("4", "hello", "world", "k", "a"),
        ("5", "HELLO\tWORLD", "", "k", "a"),
    )
    same = "same features and label as record '1'"
    assert DuplicateRows().reason(records, MAIL) == ["", same, "", "", same]


def test_a_duplicate_without_ids_names_the_row():
    records = pd.DataFrame({"kind": ["b", "a", "a"], "label": ["x", "x", "x"]})
    assert DuplicateRows().reason(records, TABLE) == ["", "", "same features and label as row 2"]


def test_a_rare_label_is_removed_with_its_count():
    records = pd.DataFrame({"kind": [""] * 4, "label": ["a", "b", "a", "c"]})
    rare = "label {} has 1 of at least 2 records"
    assert RareLabel(at_least=2).reason(records, TABLE) == ["", rare.format("'b'"), "", rare.format("'c'")]


def test_each_filterer_sees_only_what_the_ones_before_it_kept():
    records = mails(
        ("1", "one", "", "", "a"), ("2", "one", "", "", "a"), ("3", "two", "", "", "b"), ("4", "three", "", "", "b")
    )
    before = records.copy()
    steps = ({"kind": "duplicate"}, {"kind": "rare_label", "at_least": 2})
    kept, removed = filter_records(Filterers(name="f", steps=steps), records, MAIL)
    assert kept["id"].tolist() == ["3", "4"]
    assert list(kept.index) == [0, 1]
    assert removed[["id", "filterer"]].to_numpy().tolist() == [["2", "duplicate"], ["1", "rare_label"]]
    assert removed["reason"].tolist()[1] == "label 'a' has 1 of at least 2 records"
    assert list(removed.columns) == [*records.columns, "filterer", "reason"]
    pd.testing.assert_frame_equal(records, before)


@pytest.mark.parametrize("rows", [(), (("1", "x", "", "", "a"),)])
@pytest.mark.parametrize("kinds", [(), ("missing_label", "empty_text", "duplicate")])
def test_no_row_is_lost_where_there_is_nothing_to_remove(rows, kinds):
    filterers = Filterers(name="f", steps=tuple({"kind": kind} for kind in kinds))
    records = mails(*rows)
    kept, removed = filter_records(filterers, records, MAIL)
    assert kept.to_dict("list") == records.to_dict("list")
    assert removed.shape == (0, 7)


@pytest.mark.parametrize("name", ["filterer", "reason"])
def test_a_column_with_the_name_of_an_explanation_is_refused(name):
    records = pd.DataFrame({name: ["x"], "label": ["a"]})
    with pytest.raises(InputError, match=f"column '{name}' has the name .* rename"):
        filter_records(Filterers(name="f"), records, task((name, "text"), ("label", "label")))


def test_every_filterer_kind_has_a_class_of_its_own():
    assert set(REGISTRY) == set(FiltererKind)
    assert len(set(REGISTRY.values())) == len(REGISTRY)
    assert all(issubclass(filterer, Filterer) for filterer in REGISTRY.values())


def test_wrong_options_of_a_filterer_name_its_step():
    steps = ({"kind": "empty_text"}, {"kind": "rare_label", "at_leats": 2})
    with pytest.raises(InvalidOptionsError) as problem:
        build_filterers(Filterers(name="f", steps=steps))
    assert problem.value.location == ("filterers", "steps", 1)
    assert problem.value.options == ("at_least",)


def test_filterers_are_built_in_the_order_of_the_steps():
    steps = ({"kind": "rare_label", "at_least": 3}, {"kind": "empty_text"})
    assert build_filterers(Filterers(name="f", steps=steps)) == (RareLabel(at_least=3), EmptyText())


def test_a_service_keeps_the_filterers_that_judge_a_record_by_itself():
    steps = [{"kind": "missing_label"}, {"kind": "empty_text"}, {"kind": "duplicate"}]
    assert [step.kind for step in of_single_records(Filterers(name="some", steps=steps)).steps] == ["empty_text"]
