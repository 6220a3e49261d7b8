"""Every kind of rule in the configuration becomes the class with its options."""

import pytest

from retrain.ml_configuration.enums import TaggerKind
from retrain.ml_configuration.errors import InputError, InvalidOptionsError
from retrain.ml_configuration.recipe import Taggers
from retrain.taggers import Tagger, build_taggers
from retrain.taggers.registry import REGISTRY


def test_every_tagger_kind_has_a_class_of_its_own():
    assert set(REGISTRY) == set(TaggerKind)
    assert len(set(REGISTRY.values())) == len(REGISTRY)
    assert all(issubclass(tagger, Tagger) for tagger in REGISTRY.values())


@pytest.mark.parametrize("options", [{"pattern": "a("}, {"patern": "a"}, {}])
def test_wrong_options_of_a_tagger_name_its_rule(options):
    rule = {"id": "r", "kind": "regex", "label": "A", "column": "text", **options}
    with pytest.raises(InvalidOptionsError) as error:
        build_taggers(Taggers(name="t", rules=(rule,)))
    assert error.value.location == ("taggers", "rules", 0)
    assert error.value.options == ("id", "label", "column", "pattern")


def test_two_rules_with_one_id_are_refused():
    rule = {"id": "r", "kind": "regex", "label": "A", "column": "text", "pattern": "a"}
    with pytest.raises(InputError, match="two rules have the id 'r'"):
        build_taggers(Taggers(name="t", rules=(rule, rule)))
