"""The state of a run survives until its publication, and overrides change the recipe alone."""

import pytest

from retrain.ml_configuration import InputError
from retrain.schedule.run_state import PromotionMode, ScheduledRun, parse_overrides, read_run, scheduled_folder


@pytest.mark.parametrize("override", ["source=file", "hydra.run.dir=x", "+training.x=1", "task=${oc.env:HOME}", "'"])
def test_overrides_change_the_recipe_alone(override):
    with pytest.raises(InputError, match="RETRAIN_OVERRIDES"):
        parse_overrides(override)
    assert parse_overrides("network=wide 'training.epochs=3'") == ["network=wide", "training.epochs=3"]


def test_a_state_that_is_written_is_read_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="run `retrain scheduled` first"):
        read_run()
    run = ScheduledRun(PromotionMode.AUTOMATIC, str(scheduled_folder() / "clone-7"), "main", "a" * 40, "", changed=True)
    run.write()
    assert read_run() == run
    assert read_run().mode is PromotionMode.AUTOMATIC
