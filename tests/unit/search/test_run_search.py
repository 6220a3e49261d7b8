"""The search stage writes its results, resumes where it was killed, and refuses another setup."""

import shutil
from pathlib import Path

import pytest
import yaml

import retrain
from retrain.ml_configuration import paths
from retrain.ml_configuration.errors import InputError
from retrain.search import trial as trial_module
from retrain.search.run_search import CODE, search_hyperparameters
from retrain.search.search_commands import search_status
from retrain.search.trial_store import study_folder
from retrain.workspace.csv_tables import read_table
from retrain.workspace.json_files import read_json

WIDE = {"type": "int", "low": 4, "high": 8}


def results(given):
    folder = study_folder(given)
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.glob("trials/*/*.json"))}


def test_a_search_writes_its_trials_the_best_of_them_and_charts(workplace, search_sections):
    search_hyperparameters(search_sections())
    table = read_table(paths.SEARCH / "trials.csv")
    assert list(table["number"]) == ["0", "1", "2", "3", "4"]
    metrics = read_json(paths.SEARCH / "metrics.json")["search"]
    best = table.set_index("number").loc[str(metrics["best"]["number"])]
    assert float(best["macro_f1"]) == metrics["best"]["macro_f1"] == max(float(one) for one in table["macro_f1"] if one)
    found = yaml.safe_load((paths.SEARCH / "best.yaml").read_text())
    assert found["training"]["learning_rate"] == float(best["training.learning_rate"])
    assert "parallel" in (paths.SEARCH / "index.html").read_text().lower()
    assert search_status(search_sections()).startswith("5 of 5 trials have finished: ")


def test_no_finished_trial_is_trained_twice_and_more_trials_extend_the_search(workplace, search_sections, monkeypatch):
    search_hyperparameters(search_sections())
    first = results(search_sections())
    with monkeypatch.context() as untrained:
        untrained.setattr(trial_module, "train", None)
        search_hyperparameters(search_sections())
    search_hyperparameters(search_sections({"trials": 7}))
    assert {path: content for path, content in results(search_sections()).items() if path in first} == first
    assert len(read_table(paths.SEARCH / "trials.csv")) == 7


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"seed": 2}, "search.seed: 1 -> 2"),
        ({"sampler": "random"}, "search.sampler: tpe -> random"),
    ],
)
def test_a_search_with_another_setup_is_not_resumed(workplace, search_sections, change, named):
    search_hyperparameters(search_sections({"trials": 2}))
    with pytest.raises(InputError, match=named):
        search_hyperparameters(search_sections({"trials": 2, **change}))


def test_a_search_on_other_rows_is_not_resumed(workplace, search_sections):
    search_hyperparameters(search_sections({"trials": 2}))
    file = Path("data/splits/train.csv")
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:-1]))
    with pytest.raises(InputError, match=r"data: .*retrain search run --new-study|data: "):
        search_hyperparameters(search_sections({"trials": 2}))


def test_adopting_searched_values_keeps_the_search_resumable(workplace, search_sections, tiny_values):
    search_hyperparameters(search_sections({"trials": 2}))
    before = results(search_sections())
    search_hyperparameters(search_sections({"trials": 2}, training={**tiny_values["training"], "learning_rate": 0.03}))
    assert results(search_sections()) == before


def test_without_a_complete_trial_earlier_results_stay(workplace, search_sections, monkeypatch):
    search_hyperparameters(search_sections({"trials": 2}))
    before = (paths.SEARCH / "best.yaml").read_bytes()
    shutil.rmtree(study_folder(search_sections()))
    given = search_sections({"space": {"network.hidden": WIDE}, "sampler": "random", "trials": 2})
    with pytest.raises(InputError, match="no trial of 2 is complete"):
        search_hyperparameters(given)
    assert (paths.SEARCH / "best.yaml").read_bytes() == before


@pytest.mark.parametrize("launcher", [{"name": "local"}, {"name": "ray", "address": None}])
def test_the_number_and_kind_of_workers_change_no_byte(workplace, search_sections, launcher):
    if launcher["name"] == "ray":
        pytest.importorskip("ray", reason="Ray is not installed: pip install '.[ray]'")
    search_hyperparameters(search_sections({"trials": 4}))
    alone = results(search_sections())
    shutil.rmtree(study_folder(search_sections()))
    search_hyperparameters(search_sections({"trials": 4}, launcher={"workers": 2, "attempts": 3, **launcher}))
    assert results(search_sections()) == alone


def test_the_fingerprint_covers_code_that_exists():
    root = Path(retrain.__path__[0])
    assert [name for name in CODE if not (root / name).exists()] == []
