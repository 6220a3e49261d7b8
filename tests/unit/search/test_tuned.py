"""What was adopted is composed."""

import shutil
from pathlib import Path

from retrain.configuration.compose import compose_values

CONF = Path(__file__).parents[3] / "conf"


def test_what_was_tuned_is_composed_for_its_task_and_network_and_not_for_the_legacy_recipe(tmp_path, monkeypatch):
    shutil.copytree(CONF, tmp_path / "conf")
    monkeypatch.chdir(tmp_path)
    before, legacy = compose_values(), compose_values(["experiment=legacy"])
    Path("conf/tuned/mail_linear.yaml").write_text("# @package _global_\ntraining:\n  learning_rate: 0.0123\n")
    assert compose_values()["training"] == {**before["training"], "learning_rate": 0.0123}
    assert compose_values(["experiment=legacy"]) == legacy
    assert compose_values(["network=wide"])["training"] == before["training"]
