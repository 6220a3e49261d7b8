"""The search stage on the tiny road: trials, outputs, what is refused, and how it looks from outside."""

import os
import re
import shutil
from pathlib import Path

import pytest
import yaml
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

from retrain.ml_configuration import paths
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.search import SearchSections
from retrain.search import search_commands
from retrain.search import trial as trial_module
from retrain.search.run_search import search
from retrain.search.search_commands import adopt, draw_search, open_dashboard, run_search, search_status
from retrain.search.trial import mutated
from retrain.search.trial_store import LedgerFolder, ledger_folder
from retrain.workspace.csv_tables import read_table
from retrain.workspace.json_files import read_document

WIDE = {"type": "int", "low": 4, "high": 8}


@pytest.fixture
def asked(sections, tiny_values):
    """A function: keys in place of the search's, sections in place of the tiny road's -> the search's sections."""

    def build(changes=None, **others):
        return sections(SearchSections, search={**tiny_values["search"], **(changes or {})}, **others)

    return build


def results(given):
    folder = ledger_folder(given)
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.glob("trials/*/*.json"))}


def test_a_search_writes_its_trials_the_best_of_them_and_a_page(workplace, asked):
    search(asked())
    table = read_table(paths.SEARCH / "trials.csv")
    assert list(table["number"]) == ["0", "1", "2", "3", "4"]
    metrics = read_document(paths.SEARCH / "metrics.json")["search"]
    best = table.set_index("number").loc[str(metrics["best"]["number"])]
    assert float(best["macro_f1"]) == metrics["best"]["macro_f1"] == max(float(one) for one in table["macro_f1"] if one)
    found = yaml.safe_load((paths.SEARCH / "best.yaml").read_text())
    assert found["training"]["learning_rate"] == float(best["training.learning_rate"])
    assert "parallel" in (paths.SEARCH / "index.html").read_text().lower()
    assert search_status(asked()).startswith("5 of 5 trials have ended: ")


def test_no_finished_trial_is_trained_twice_and_more_trials_extend_the_search(workplace, asked, monkeypatch):
    search(asked())
    first = results(asked())
    with monkeypatch.context() as untrained:
        untrained.setattr(trial_module, "train", None)
        search(asked())
    search(asked({"trials": 7}))
    assert {path: content for path, content in results(asked()).items() if path in first} == first
    assert len(read_table(paths.SEARCH / "trials.csv")) == 7


def test_trials_that_vary_only_the_network_share_their_features(workplace, asked):
    search(asked())
    assert len(list((ledger_folder(asked()) / "features").iterdir())) == 1


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"seed": 2}, "search.seed: 1 -> 2"),
        ({"sampler": "random"}, "search.sampler: tpe -> random"),
    ],
)
def test_a_search_that_was_begun_with_something_else_is_refused_with_every_difference(workplace, asked, change, named):
    search(asked({"trials": 2}))
    with pytest.raises(InputError, match=named):
        search(asked({"trials": 2, **change}))


def test_other_rows_are_another_search(workplace, asked):
    search(asked({"trials": 2}))
    file = Path("data/splits/train.csv")
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:-1]))
    with pytest.raises(InputError, match=r"data: .*retrain search run --new-study|data: "):
        search(asked({"trials": 2}))


def test_the_values_that_are_searched_may_change_and_nothing_is_stale(workplace, asked, tiny_values):
    search(asked({"trials": 2}))
    before = results(asked())
    search(asked({"trials": 2}, training={**tiny_values["training"], "learning_rate": 0.03}))
    assert results(asked()) == before


def test_a_combination_that_a_class_refuses_is_a_trial_that_failed(workplace, asked):
    choice = {"type": "categorical", "choices": ["linear", "wide"]}
    given = asked({"space": {"network.name": choice, "network.hidden": WIDE}, "sampler": "random", "trials": 4})
    search(given)
    records = LedgerFolder(ledger_folder(given)).records()
    assert {one.mutations["network.name"]: one.state.value for one in records} == {"linear": "FAIL", "wide": "COMPLETE"}
    assert "hidden" in next(one.failure for one in records if one.failure)


@pytest.mark.parametrize(
    ("space", "message"),
    [
        (
            {"training.learning_rate": {"type": "float", "low": 0, "high": 1}},
            "training.learning_rate: .*greater than 0",
        ),
        ({"training.epochs": {"type": "int", "low": 1, "high": 5000}}, "training.epochs: .*less than or equal to 1000"),
        ({"training.lr": {"type": "float", "low": 0.1, "high": 1}}, "training.lr: Extra inputs"),
        ({"training.optimiser.lr": {"type": "float", "low": 0.1, "high": 1}}, "there is no 'training.optimiser.lr'"),
    ],
)
def test_a_space_that_the_configuration_refuses_is_refused_before_anything_is_trained(workplace, asked, space, message):
    with pytest.raises(InputError, match=f"search.space: .*{message}"):
        search(asked({"space": space}))
    assert not ledger_folder(asked()).exists()


def test_a_trial_is_a_new_object(workplace, asked):
    base = asked()
    changed = mutated(base, {"training.learning_rate": 0.07})
    assert (base.training.learning_rate, changed.training.learning_rate) == (0.05, 0.07)


def test_several_objectives_are_measured_on_validation(workplace, asked):
    search(asked({"objectives": ["macro_f1", "accuracy"], "pruner": "none", "trials": 2}))
    table = read_table(paths.SEARCH / "trials.csv")
    assert all(0 < float(value) <= 1 for value in [*table["macro_f1"], *table["accuracy"]])


@pytest.mark.parametrize("objective", ["macro_f1", "accuracy"])
def test_the_pruner_sees_the_first_objective_after_each_epoch(workplace, asked, objective):
    search(asked({"objectives": [objective], "trials": 2}))
    for record in LedgerFolder(ledger_folder(asked())).records():
        assert record.values[0] == pytest.approx(max(value for _, value in record.reports), abs=1e-6)
        assert len(record.reports) == asked().training.epochs


def test_without_a_complete_trial_what_was_found_before_stays(workplace, asked, monkeypatch):
    search(asked({"trials": 2}))
    before = (paths.SEARCH / "best.yaml").read_bytes()
    shutil.rmtree(ledger_folder(asked()))
    given = asked({"space": {"network.hidden": WIDE}, "sampler": "random", "trials": 2})
    with pytest.raises(InputError, match="no trial of 2 is complete"):
        search(given)
    assert (paths.SEARCH / "best.yaml").read_bytes() == before


def test_what_was_found_becomes_a_file_that_is_composed(workplace, asked):
    with pytest.raises(InputError, match=r"best.yaml is missing; run `dvc repro search/dvc.yaml`"):
        adopt("letters", "linear")
    search(asked({"trials": 2}))
    file = adopt("letters", "linear")
    assert file == Path("conf/tuned/letters_linear.yaml")
    text = file.read_text()
    assert text.startswith("# @package _global_\n# Found by a search (number ")
    assert yaml.safe_load(text) == yaml.safe_load((paths.SEARCH / "best.yaml").read_text())


def test_a_new_study_forgets_the_trials(workplace, repository, asked, capsys):
    search(asked({"trials": 2}))
    run_search(asked(), new_study=True, dry_run=True)
    assert ledger_folder(asked()).is_dir()
    run_search(asked(), new_study=True, dry_run=False)
    assert not ledger_folder(asked()).exists()
    run_search(asked(), new_study=False, dry_run=False)
    assert repository.calls == ["repro --force search/dvc.yaml", "repro search/dvc.yaml"]


@pytest.mark.parametrize("launcher", [{"name": "local"}, {"name": "ray", "address": None}])
def test_workers_and_what_they_run_on_change_no_byte(workplace, asked, launcher):
    if launcher["name"] == "ray":
        pytest.importorskip("ray", reason="Ray is not installed: pip install '.[ray]'")
    search(asked({"trials": 4}))
    alone = results(asked())
    shutil.rmtree(ledger_folder(asked()))
    search(asked({"trials": 4}, launcher={"workers": 2, "attempts": 3, **launcher}))
    assert results(asked()) == alone


def test_the_status_tells_how_long_the_others_take_and_the_best(workplace, asked):
    search(asked({"trials": 3}))
    records = ledger_folder(asked()) / "trials"
    for number in range(3):
        os.utime(records / f"{number:05d}/result.json", (90.0 * number, 90.0 * number))
    ended, left, best = search_status(asked({"trials": 7})).splitlines()
    assert ended.startswith("3 of 7 trials have ended: ")
    assert left == "The others take about 6 minutes at the pace of the last ones."
    assert re.match(r"The best is trial \d: macro_f1 [01]\.\d+ with network\.dropout=0\.\d+, training", best)


def test_a_search_is_drawn_while_it_runs(workplace, asked):
    search(asked({"trials": 3}))
    paths.SEARCH.joinpath("index.html").unlink()
    shutil.rmtree(ledger_folder(asked()) / "trials/00002")
    assert "parallel" in draw_search(asked()).read_text().lower()


def test_the_dashboard_gets_a_journal_of_the_trials_that_have_ended(workplace, asked, capsys, monkeypatch):
    search(asked({"trials": 3}))
    open_dashboard(asked(), dry_run=True)
    journal = ledger_folder(asked()) / "journal.log"
    assert capsys.readouterr().out.endswith(f"$ optuna-dashboard {journal}\n")
    storage = JournalStorage(JournalFileBackend(str(journal)))
    (study,) = storage.get_all_studies()
    kept = LedgerFolder(ledger_folder(asked())).records()
    trials = storage.get_all_trials(study._study_id)
    assert [(one.number, one.state.name, one.params) for one in trials] == [
        (one.number, one.state.value, one.mutations) for one in kept
    ]
    monkeypatch.setattr(search_commands, "which", lambda name: None)
    with pytest.raises(InputError, match="pip install optuna-dashboard"):
        open_dashboard(asked(), dry_run=False)
