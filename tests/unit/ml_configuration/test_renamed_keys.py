"""An old configuration key works under its new name, and is reported once a process."""

import pytest

from retrain.ml_configuration.renamed_keys import accept_old_keys


def test_an_old_key_gets_its_new_name_and_one_notice(capsys):
    renamed = {"old_key_of_this_test": "new_key"}
    for _ in range(2):
        values = accept_old_keys({"old_key_of_this_test": 1, "other": 2}, renamed, "section")
        assert values == {"new_key": 1, "other": 2}
    (notice,) = capsys.readouterr().err.splitlines()
    assert "`section.old_key_of_this_test` is now `section.new_key`" in notice


@pytest.mark.parametrize("values", [None, [1], "text", {"other": 2}, {"old": 1, "new": 2}])
def test_values_without_an_old_key_alone_stay_as_they_are(values, capsys):
    assert accept_old_keys(values, {"old": "new"}, "section") == values
    assert capsys.readouterr().err == ""
