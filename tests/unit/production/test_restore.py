"""The production model of a fresh clone comes from the cache, the remote, or the demo's recipe, else it is an error."""

import shutil
from pathlib import Path

import pytest
import yaml
from promotions import digest, serve

from retrain.ml_configuration import InputError, paths
from retrain.production.restore import restore_production

CONFIGURATION = Path(__file__).parents[3] / "conf"
LEGACY = CONFIGURATION / "experiment" / "legacy.yaml"


def test_without_a_tracked_model_production_is_left_empty(repository):
    restore_production()
    assert list(paths.PRODUCTION.iterdir()) == []
    assert repository.calls == []


def test_a_model_that_is_here_is_left_alone(workplace, repository):
    paths.PRODUCTION_POINTER.write_text("outs: []\n")
    restore_production()
    assert repository.calls == []


def test_a_model_in_the_cache_is_checked_out(repository):
    serve(repository, "outs: []\n")
    restore_production()
    assert repository.calls == ["checkout models/production.dvc"]


def test_a_model_on_a_remote_is_pulled_and_the_remote_named(repository, monkeypatch, capsys):
    serve(repository, "meta: {demo: true}\n")
    monkeypatch.setenv("DVC_FAILS", "checkout")
    monkeypatch.setenv("DVC_REMOTES", "store s3://somewhere")
    restore_production()
    assert "production is on the remote store" in capsys.readouterr().out
    assert repository.calls[-1] == "pull models/production.dvc"


@pytest.mark.parametrize("pointer", ["outs: []\n", "outs: []\nmeta: {demo: false}\n"])
def test_a_model_that_cannot_be_fetched_is_an_error_and_never_rebuilt(repository, monkeypatch, pointer):
    serve(repository, pointer)
    monkeypatch.setenv("DVC_FAILS", "checkout")
    with pytest.raises(InputError, match=r"not in the cache, and no remote is configured; .*dvc remote add"):
        restore_production()
    assert repository.calls == ["checkout models/production.dvc", "remote list"]


@pytest.fixture
def demo(repository, monkeypatch, tiny_run):
    """A repository whose pointer is the demo's, its model nowhere; training yields the first model of the tiny run."""
    shutil.copytree(CONFIGURATION, "conf")
    serve(repository, "outs: []\nmeta: {demo: true}\n")
    monkeypatch.setenv("DVC_FAILS", "checkout")
    monkeypatch.setenv("DVC_TRAINS", str(tiny_run / paths.PRODUCTION))
    return repository


def test_the_model_of_the_demo_is_rebuilt_in_a_clone_from_the_legacy_recipe(demo, tiny_run):
    restore_production()
    assert digest(paths.PRODUCTION) == digest(tiny_run / paths.PRODUCTION)
    cache = f"cache dir --local {Path('.dvc/cache').absolute()}"
    assert demo.calls[2:] == [cache, "repro --quiet train", "commit --quiet --force models/production.dvc"]
    assert not Path(".work/legacy").exists()
    assert not paths.RETRAINED.exists()
    assert not Path("params.yaml").exists()


def test_a_failed_rebuild_changes_nothing_and_the_next_call_starts_afresh(demo, monkeypatch, tiny_run):
    with monkeypatch.context() as failing, pytest.raises(InputError, match=r"dvc repro --quiet train.* failed"):
        failing.setenv("DVC_TRAINS", "/nowhere")
        restore_production()
    assert not paths.PRODUCTION.exists()
    clone = Path(".work/legacy")
    composed = yaml.safe_load((clone / "params.yaml").read_text())
    assert composed["source"]["as_of"] == str(yaml.safe_load(LEGACY.read_text())["source"]["as_of"])
    assert composed["taggers"]["rules"] == []
    (clone / "left-over").write_text("of the call that failed")
    restore_production()
    assert digest(paths.PRODUCTION) == digest(tiny_run / paths.PRODUCTION)
    assert not clone.exists()


def test_a_dry_run_of_the_rebuild_prints_its_lines_and_makes_no_clone(demo, capsys):
    restore_production(dry_run=True)
    printed = capsys.readouterr().out
    assert "is trained first" in printed
    assert [line.split(" && ")[-1] for line in printed.splitlines() if "$" in line][3:5] == [
        "python -m retrain.cli.main params compose -S experiment=legacy)",
        "dvc repro --quiet train)",
    ]
    assert not Path(".work").exists()
    assert demo.calls == ["remote list"]
