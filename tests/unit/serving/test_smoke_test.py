"""A model that does not predict over HTTP as offline is not promoted."""

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


def test_a_folder_that_predicts_as_offline_passes_and_both_speeds_are_printed(capsys):
    checking.check_serving()
    output = capsys.readouterr().out
    assert "validation rows have the same probabilities over HTTP as offline, to the last bit" in output
    assert [line.split(":")[0] for line in output.splitlines()] == ["retrained", output.splitlines()[1], "legacy"]


def test_predictions_that_differ_from_the_offline_ones_stop_the_promotion(retrain, monkeypatch):
    replay = checking.replay
    monkeypatch.setattr(checking, "replay", lambda python, _folder, *rest: replay(python, paths.PRODUCTION, *rest))
    code, _, error = retrain("promote", "--check-serving")
    assert code == 1
    assert "served predictions differ from the offline ones" in error
    with pytest.raises(GateFailed):
        checking.check_serving()


def test_a_service_that_does_not_start_is_an_error():
    shutil.rmtree(paths.RETRAINED / "featurizers")
    with (
        pytest.raises(InputError, match="does not start"),
        checking._served(Path("/bin/false"), paths.RETRAINED),
    ):
        pass
