"""A folder that does not answer over HTTP as offline is not promoted."""

import shutil
import sys
from pathlib import Path

import pytest

from retrain.ml_configuration import GateFailed, InputError, paths
from retrain.serving import smoke_test as checking

pytestmark = pytest.mark.usefixtures("workplace")


@pytest.fixture(autouse=True)
def _this_environment_serves(monkeypatch):
    monkeypatch.setattr(checking, "serving_python", lambda _folder: Path(sys.executable))


def test_a_folder_that_answers_as_offline_passes_and_both_speeds_are_told(capsys):
    checking.check_serving()
    told = capsys.readouterr().out
    assert "validation rows are answered over HTTP as offline, to the last bit" in told
    assert [line.split(":")[0] for line in told.splitlines()] == ["retrained", told.splitlines()[1], "legacy"]


def test_other_answers_than_the_offline_ones_stop_the_promotion(retrain, monkeypatch):
    replay = checking.replay
    monkeypatch.setattr(checking, "replay", lambda python, _folder, *rest: replay(python, paths.PRODUCTION, *rest))
    code, _, said = retrain("promote", "--check-serving")
    assert code == 1
    assert "served answers differ from the offline ones" in said
    with pytest.raises(GateFailed):
        checking.check_serving()


def test_a_service_that_does_not_start_is_told():
    shutil.rmtree(paths.RETRAINED / "featurizers")
    with (
        pytest.raises(InputError, match="does not start"),
        checking._served(Path("/bin/false"), paths.RETRAINED),
    ):
        pass
