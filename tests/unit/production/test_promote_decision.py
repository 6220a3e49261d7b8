"""Only a decision to promote this very model lets it into production."""

import shutil

import pytest

from retrain.ml_configuration import paths
from retrain.ml_configuration.errors import GateFailed, InputError
from retrain.model.model_folder import open_model_folder
from retrain.production.promote import check_decision


def digest(folder=paths.RETRAINED):
    return open_model_folder(folder).digest


def test_only_a_decision_to_promote_this_model_lets_it_pass(judged):
    with pytest.raises(InputError, match=r"decision.json is missing; run `retrain decision judge` first"):
        check_decision(digest())
    judged()
    with pytest.raises(GateFailed, match="the decision says review, not promote"):
        check_decision(digest())
    with pytest.raises(InputError, match=f"judged {digest()}, but models/retrained is ffff"):
        check_decision("ffff")
    shutil.rmtree(paths.PRODUCTION)
    judged()
    check_decision(digest())
