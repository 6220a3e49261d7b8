"""The commands of `retrain search` run a study, show it and adopt its best trial."""

import os
import re
import shutil
from pathlib import Path

import pytest
import yaml
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

from retrain.configuration.compose import compose_values
from retrain.ml_configuration import paths
from retrain.ml_configuration.errors import InputError
from retrain.search import TrialStore, search_commands
from retrain.search.run_search import search_hyperparameters
from retrain.search.search_commands import adopt_best, draw_search, open_dashboard, repro_search, search_status
from retrain.search.trial_store import study_folder

CONF = Path(__file__).parents[3] / "conf"


def test_adopt_writes_the_best_trial_to_conf_tuned(workplace, search_sections):
    with pytest.raises(InputError, match=r"best.yaml is missing; run `dvc repro search/dvc.yaml`"):
        adopt_best("letters", "linear")
    search_hyperparameters(search_sections({"trials": 2}))
    file = adopt_best("letters", "linear")
    assert file == Path("conf/tuned/letters_linear.yaml")
    text = file.read_text()
    assert text.startswith("# @package _global_\n# Found by a search (number ")
    assert yaml.safe_load(text) == yaml.safe_load((paths.SEARCH / "best.yaml").read_text())


def test_a_new_study_deletes_the_stored_trials(workplace, repository, search_sections, capsys):
    search_hyperparameters(search_sections({"trials": 2}))
    repro_search(search_sections(), new_study=True, dry_run=True)
    assert study_folder(search_sections()).is_dir()
    repro_search(search_sections(), new_study=True, dry_run=False)
    assert not study_folder(search_sections()).exists()
    repro_search(search_sections(), new_study=False, dry_run=False)
    assert repository.calls == ["repro --force search/dvc.yaml", "repro search/dvc.yaml"]


def test_the_status_estimates_the_time_left_and_names_the_best_trial(workplace, search_sections):
    search_hyperparameters(search_sections({"trials": 3}))
    records = study_folder(search_sections()) / "trials"
    for number in range(3):
        os.utime(records / f"{number:05d}/result.json", (90.0 * number, 90.0 * number))
    ended, left, best = search_status(search_sections({"trials": 7})).splitlines()
    assert ended.startswith("3 of 7 trials have finished: ")
    assert left == "The others take about 6 minutes at the pace of the last ones."
    assert re.match(r"The best is trial \d: macro_f1 [01]\.\d+ with network\.dropout=0\.\d+, training", best)


def test_a_running_search_can_be_drawn(workplace, search_sections):
    search_hyperparameters(search_sections({"trials": 3}))
    paths.SEARCH.joinpath("index.html").unlink()
    shutil.rmtree(study_folder(search_sections()) / "trials/00002")
    assert "parallel" in draw_search(search_sections()).read_text().lower()


def test_the_dashboard_gets_a_journal_of_the_finished_trials(workplace, search_sections, capsys, monkeypatch):
    search_hyperparameters(search_sections({"trials": 3}))
    open_dashboard(search_sections(), dry_run=True)
    journal = study_folder(search_sections()) / "journal.log"
    assert capsys.readouterr().out.endswith(f"$ optuna-dashboard {journal}\n")
    storage = JournalStorage(JournalFileBackend(str(journal)))
    (study,) = storage.get_all_studies()
    kept = TrialStore(study_folder(search_sections())).records()
    trials = storage.get_all_trials(study._study_id)
    assert [(one.number, one.state.name, one.params) for one in trials] == [
        (one.number, one.state.value, one.overrides) for one in kept
    ]
    monkeypatch.setattr(search_commands, "which", lambda name: None)
    with pytest.raises(InputError, match="pip install optuna-dashboard"):
        open_dashboard(search_sections(), dry_run=False)


def test_an_adopted_trial_is_composed_for_its_task_and_network_only(tmp_path, monkeypatch):
    shutil.copytree(CONF, tmp_path / "conf")
    monkeypatch.chdir(tmp_path)
    before, legacy = compose_values(), compose_values(["experiment=legacy"])
    Path("conf/tuned/mail_linear.yaml").write_text("# @package _global_\ntraining:\n  learning_rate: 0.0123\n")
    assert compose_values()["training"] == {**before["training"], "learning_rate": 0.0123}
    assert compose_values(["experiment=legacy"]) == legacy
    assert compose_values(["network=wide"])["training"] == before["training"]
