"""Filterers run one after another, and every row is kept or removed with a reason."""

import pytest

from retrain.filterers import Filterer, Removal, build_filterers, filter_records, servable_filterers
from retrain.filterers.empty_text import EmptyText
from retrain.filterers.label_filters import RareLabel
from retrain.filterers.registry import REGISTRY
from retrain.ml_configuration.enums import FiltererKind
from retrain.ml_configuration.errors import InvalidOptionsError
from retrain.ml_configuration.recipe import Filterers


def test_each_filterer_sees_only_what_the_ones_before_it_kept(mail, mails):
    records = mails(
        ("1", "one", "", "", "a"), ("2", "one", "", "", "a"), ("3", "two", "", "", "b"), ("4", "three", "", "", "b")
    )
    steps = ({"kind": "duplicate"}, {"kind": "rare_label", "at_least": 2})
    assert filter_records(Filterers(name="f", steps=steps), records, mail) == [
        Removal(1, "rare_label", "label 'a' has 1 of at least 2 records"),
        Removal(0, "duplicate", "same features and label as record '1'"),
        None,
        None,
    ]


@pytest.mark.parametrize("rows", [(), (("1", "x", "", "", "a"),)])
@pytest.mark.parametrize("kinds", [(), ("missing_label", "empty_text", "duplicate")])
def test_no_row_is_removed_without_a_reason(rows, kinds, mail, mails):
    filterers = Filterers(name="f", steps=tuple({"kind": kind} for kind in kinds))
    assert filter_records(filterers, mails(*rows), mail) == [None] * len(rows)


def test_every_filterer_kind_has_a_class_of_its_own():
    assert set(REGISTRY) == set(FiltererKind)
    assert len(set(REGISTRY.values())) == len(REGISTRY)
    assert all(issubclass(filterer, Filterer) for filterer in REGISTRY.values())


def test_wrong_options_of_a_filterer_name_its_step():
    steps = ({"kind": "empty_text"}, {"kind": "rare_label", "at_leats": 2})
    with pytest.raises(InvalidOptionsError) as error:
        build_filterers(Filterers(name="f", steps=steps))
    assert error.value.location == ("filterers", "steps", 1)
    assert error.value.options == ("at_least",)


def test_filterers_are_built_in_the_order_of_the_steps():
    steps = ({"kind": "rare_label", "at_least": 3}, {"kind": "empty_text"})
    assert build_filterers(Filterers(name="f", steps=steps)) == (RareLabel(at_least=3), EmptyText())


def test_a_service_keeps_the_filterers_that_decide_on_single_records():
    steps = [{"kind": "missing_label"}, {"kind": "empty_text"}, {"kind": "duplicate"}]
    kept = servable_filterers(Filterers(name="some", steps=steps)).steps
    assert [step.kind for step in kept] == ["empty_text"]
