"""Errors keep what their messages need, and misspelt words get a suggestion."""

import pytest
from pydantic import ValidationError

from retrain.ml_configuration import GateFailed, InputError
from retrain.ml_configuration.errors import InvalidOptionsError, closest_match, did_you_mean
from retrain.ml_configuration.split import Splitting


def test_refused_options_name_their_location_and_the_known_ones():
    with pytest.raises(ValidationError) as refused:
        Splitting.model_validate({})
    problem = InvalidOptionsError(("adapters", "steps", 1), refused.value, ("columns",))
    assert isinstance(problem, InputError)
    assert str(problem).startswith("adapters.steps.1: 5 validation errors")
    assert problem.location == ("adapters", "steps", 1)
    assert problem.options == ("columns",)
    assert not issubclass(GateFailed, InputError)


@pytest.mark.parametrize(("word", "match"), [("epoch", "epochs"), ("SEED", "Seed"), ("xyzzy", None), ("", None)])
def test_the_closest_known_word_is_found_whatever_its_case(word, match):
    assert closest_match(word, ["epochs", "Seed"]) == match


def test_a_suggestion_ends_a_message_and_is_empty_where_no_word_is_close():
    assert did_you_mean("epoch", ["epochs", "seed"]) == " - did you mean 'epochs'?"
    assert did_you_mean("xyzzy", ["epochs", "seed"]) == ""
