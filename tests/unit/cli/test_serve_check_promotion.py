"""`retrain promote --check-serving` runs the smoke test of the service first."""

import pytest
from promotions import digest, write_decision


@pytest.mark.parametrize(
    ("words", "variables", "runs"),
    [((), {}, 0), (("--check-serving",), {}, 1), ((), {"RETRAIN_CHECK_SERVING": "true"}, 1)],
)
def test_the_smoke_test_of_the_service_runs_where_it_is_requested(
    workplace, repository, retrain, monkeypatch, words, variables, runs
):
    checked = []
    monkeypatch.setattr("retrain.serving.smoke_test.check_serving", lambda: checked.append(digest()))
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    write_decision("promote")
    assert retrain("promote", "--dry-run", *words)[0] == 0
    assert checked == [digest()] * runs
    assert retrain("promote", "--restore", *words)[0] == 0
    assert len(checked) == runs
