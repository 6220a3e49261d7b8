"""Configuration classes: what they refuse, and in which words."""

from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from retrain.ml_configuration import paths
from retrain.ml_configuration.adapters import AdapterStep
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.enums import AdapterKind, Role, Split
from retrain.ml_configuration.errors import GateFailed, InputError, InvalidOptionsError
from retrain.ml_configuration.featurizers import Featurizers
from retrain.ml_configuration.network import Network
from retrain.ml_configuration.recipe import Recipe
from retrain.ml_configuration.report import Report
from retrain.ml_configuration.split import Splitting
from retrain.ml_configuration.stages import TrainSections
from retrain.ml_configuration.taggers import Taggers
from retrain.ml_configuration.task import Task
from retrain.ml_configuration.training import Training

SUPERIORITY = {
    "id": "better",
    "kind": "superiority",
    "split": "recent",
    "metric": "macro_f1",
    "alpha": 0.01,
    "on_fail": "review",
}
NON_INFERIORITY = {**SUPERIORITY, "id": "not-worse", "kind": "non_inferiority", "split": "sealed", "margin": 0.02}


def task(*columns, name="letters"):
    listed = [{"name": column, "role": role} for column, role in columns]
    return Task.model_validate({"name": name, "prediction": "multiclass", "columns": listed})


def policy(*checks, **changed):
    values = {"name": "p", "seed": 1, "draws": 999, "first_model": "promote", "min_rows": {"sealed": 5, "recent": 7}}
    return DecisionPolicy.model_validate({**values, "checks": checks, **changed})


def changed(values, dotted, value):
    copy = deepcopy(values)
    *path, last = dotted.split(".")
    place = copy
    for key in path:
        place = place[key]
    place[last] = value
    return copy


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ([("a", "text"), ("a", "label")], "column 'a' stands twice; keep one"),
        ([("a", "text"), ("b", "label"), ("c", "label")], "role 'label' belongs to one column only; .* 'ignore'"),
        ([("a", "text"), ("b", "label"), ("c", "time"), ("d", "time")], "role 'time' belongs to one column only"),
        ([("a", "text"), ("b", "id")], "no column has the role 'label'; name the column to predict"),
        ([("a", "id"), ("b", "label")], "no column can be learnt from; give at least one the role text"),
        ([("a", "label")], "at least 2 items"),
        ([("", "text"), ("b", "label")], "at least 1 character"),
        ([("a", "txt"), ("b", "label")], "Input should be 'category'"),
    ],
)
def test_a_task_whose_roles_make_no_sense_is_refused(columns, message):
    with pytest.raises(ValidationError, match=message):
        task(*columns)


def test_a_task_knows_its_columns_by_role():
    letters = task(("n", "number"), ("x", "text"), ("y", "text"), ("z", "ignore"), ("who", "group"), ("l", "label"))
    assert letters.label == "l"
    assert letters.features == ("n", "x", "y")
    assert letters.column_names(Role.TEXT) == ("x", "y")
    assert letters.column_name(Role.GROUP) == "who"
    assert letters.column_name(Role.TIME) is None


@pytest.mark.parametrize("name", ["Letters", "1st", "my task", "../etc", ""])
def test_a_task_name_is_a_file_name(name):
    with pytest.raises(ValidationError, match="String should match pattern"):
        task(("x", "text"), ("l", "label"), name=name)


@pytest.mark.parametrize(
    ("checks", "more", "message"),
    [
        ([SUPERIORITY, {**NON_INFERIORITY, "id": "better"}], {}, "check id 'better' stands twice; give each"),
        ([NON_INFERIORITY], {}, "no check asks the retrained model to be better.*add a check of kind 'superiority'"),
        ([{**SUPERIORITY, "on_fail": "warn"}], {}, "no check asks the retrained model to be better"),
        ([SUPERIORITY], {"draws": 99, "checks": [{**SUPERIORITY, "alpha": 0.001}]}, "99 draws cannot .* at least 1000"),
        ([{**SUPERIORITY, "split": "validation"}], {}, "'sealed'.* or .*'recent'"),
        ([{**SUPERIORITY, "kind": "gut_feeling"}], {}, "'gut_feeling' found using 'kind'"),
        ([{**SUPERIORITY, "alpha": 0.5}], {}, "less than 0.5"),
        ([{**NON_INFERIORITY, "margin": 0}], {}, "greater than 0"),
        ([SUPERIORITY], {"first_model": "reject"}, "'promote'.* or .*'review'"),
        ([], {}, "at least 1 item"),
    ],
)
def test_a_policy_that_cannot_refuse_or_cannot_decide_is_refused(checks, more, message):
    with pytest.raises(ValidationError, match=message):
        policy(*checks, **more)


def test_a_policy_knows_thresholds_and_least_rows():
    good = policy(SUPERIORITY, NON_INFERIORITY)
    assert [check.threshold for check in good.checks] == [0, -0.02]
    assert (good.min_rows.of(Split.SEALED), good.min_rows.of(Split.RECENT)) == (5, 7)
    assert good.gain_alpha == 0.01


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("validation", 0.5, "less than 0.5"),
        ("validation", 0, "greater than 0"),
        ("seal.share", "much", "valid number"),
        ("seal.until", "2025-13-01", "valid date"),
        ("seal.name", "../uses", "match pattern"),
        ("recent.months", 0, "greater than or equal to 1"),
        ("recent.share", float("nan"), "finite number"),
        ("test", 0.2, "Extra inputs are not permitted"),
    ],
)
def test_a_splitting_that_deals_nothing_sensible_is_refused(tiny_values, key, value, message):
    with pytest.raises(ValidationError, match=message):
        Splitting.model_validate(changed(tiny_values["split"], key, value))


def test_a_splitting_reads_its_day(tiny_values):
    assert Splitting.model_validate(tiny_values["split"]).seal.until == date(2025, 4, 30)


@pytest.mark.parametrize(
    ("key", "value"), [("epochs", 0), ("learning_rate", 0), ("seed", -1), ("audit_key", "short"), ("loss", "l2")]
)
def test_a_training_out_of_range_is_refused(tiny_values, key, value):
    with pytest.raises(ValidationError, match=key):
        Training.model_validate({**tiny_values["training"], key: value})


def test_several_devices_need_a_way_to_agree(tiny_values):
    with pytest.raises(ValidationError, match="2 devices need strategy: ddp"):
        Training.model_validate({**tiny_values["training"], "devices": 2})
    assert Training.model_validate({**tiny_values["training"], "devices": 2, "strategy": "ddp"}).devices == 2


def test_a_network_keeps_the_options_of_its_class():
    assert Network(name="wide", dropout=0, hidden=8).options == {"dropout": 0, "hidden": 8}
    with pytest.raises(ValidationError, match="'linear'"):
        Network(name="none")


@pytest.mark.parametrize(
    ("kind", "values", "message"),
    [
        (Featurizers, {"name": "f", "blocks": {}}, "at least 1 item"),
        (Featurizers, {"name": "f", "blocks": {"../w": {"kind": "tfidf"}}}, "match pattern"),
        (Taggers, {"name": "t", "rules": [{"id": "A b", "kind": "regex", "label": "x"}]}, "match pattern"),
        (Report, {"name": "r", "title": "t", "text": "all"}, "'none', 'ids' or 'excerpt'"),
    ],
)
def test_other_sections_refuse_what_they_do_not_know(kind: type[BaseModel], values, message):
    with pytest.raises(ValidationError, match=message):
        kind.model_validate(values)


def test_further_keys_of_a_step_are_the_options_of_its_brick():
    step = AdapterStep.model_validate({"kind": "rename", "columns": {"a": "b"}})
    assert step.kind is AdapterKind.RENAME
    assert step.options == {"columns": {"a": "b"}}
    assert AdapterStep(kind="rename").options == {}


def test_nothing_changes_a_configuration(tiny_values):
    splitting = Splitting.model_validate(tiny_values["split"])
    with pytest.raises(ValidationError, match="frozen"):
        splitting.salt = "other"


def test_a_recipe_is_what_training_reads_without_how_it_trains():
    assert set(TrainSections.model_fields) - set(Recipe.model_fields) == {"filterers", "training"}


def test_refused_options_tell_where_they_stand_and_which_there_are():
    with pytest.raises(ValidationError) as refused:
        Splitting.model_validate({})
    problem = InvalidOptionsError(("adapters", "steps", 1), refused.value, ("columns",))
    assert isinstance(problem, InputError)
    assert str(problem).startswith("adapters.steps.1: 5 validation errors")
    assert problem.location == ("adapters", "steps", 1)
    assert problem.options == ("columns",)
    assert not issubclass(GateFailed, InputError)


def test_every_split_has_a_file():
    assert [paths.split_file(split) for split in (Split.TRAIN, Split.SEALED)] == [
        Path("data/splits/train.csv"),
        Path("data/splits/sealed.csv"),
    ]
