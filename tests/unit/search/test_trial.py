"""A trial trains the overridden configuration and reports the objectives on validation."""

import pytest

from retrain.ml_configuration import paths
from retrain.ml_configuration.errors import InputError
from retrain.search import TrialStore
from retrain.search.run_search import search_hyperparameters
from retrain.search.trial import with_overrides
from retrain.search.trial_store import study_folder
from retrain.workspace.csv_tables import read_table

WIDE = {"type": "int", "low": 4, "high": 8}


def test_trials_with_equal_featurizers_share_their_features(workplace, search_sections):
    search_hyperparameters(search_sections())
    assert len(list((study_folder(search_sections()) / "features").iterdir())) == 1


def test_a_combination_that_the_configuration_refuses_is_a_failed_trial(workplace, search_sections):
    choice = {"type": "categorical", "choices": ["linear", "wide"]}
    given = search_sections(
        {"space": {"network.name": choice, "network.hidden": WIDE}, "sampler": "random", "trials": 4}
    )
    search_hyperparameters(given)
    records = TrialStore(study_folder(given)).records()
    assert {one.overrides["network.name"]: one.state.value for one in records} == {"linear": "FAIL", "wide": "COMPLETE"}
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
def test_a_space_that_the_configuration_refuses_is_refused_before_anything_is_trained(
    workplace, search_sections, space, message
):
    with pytest.raises(InputError, match=f"search.space: .*{message}"):
        search_hyperparameters(search_sections({"space": space}))
    assert not study_folder(search_sections()).exists()


def test_overrides_give_a_new_configuration(workplace, search_sections):
    base = search_sections()
    changed = with_overrides(base, {"training.learning_rate": 0.07})
    assert (base.training.learning_rate, changed.training.learning_rate) == (0.05, 0.07)


def test_several_objectives_are_measured_on_validation(workplace, search_sections):
    search_hyperparameters(search_sections({"objectives": ["macro_f1", "accuracy"], "pruner": "none", "trials": 2}))
    table = read_table(paths.SEARCH / "trials.csv")
    assert all(0 < float(value) <= 1 for value in [*table["macro_f1"], *table["accuracy"]])


@pytest.mark.parametrize("objective", ["macro_f1", "accuracy"])
def test_the_pruner_sees_the_first_objective_after_each_epoch(workplace, search_sections, objective):
    search_hyperparameters(search_sections({"objectives": [objective], "trials": 2}))
    for record in TrialStore(study_folder(search_sections())).records():
        assert record.values[0] == pytest.approx(max(value for _, value in record.reports), abs=1e-6)
        assert len(record.reports) == search_sections().training.epochs
