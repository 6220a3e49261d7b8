"""The predict stage writes the predictions of both models for rows that neither was trained on."""

from retrain.judge.predict_holdouts import predict_holdouts
from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.enums import Split
from retrain.model.model_folder import open_model_folder
from retrain.workspace.csv_tables import read_table
from retrain.workspace.json_files import read_json

PREDICTION_COLUMNS = "id,group,truth,prediction,confidence,p_truth,brier,network,source,abstained"


def digest(folder=paths.RETRAINED):
    return open_model_folder(folder).digest


def test_predictions_of_both_models_are_written_row_by_row(workplace, sections):
    predict_holdouts(sections(stages.PredictSections))
    for split in ("sealed", "recent"):
        legacy, retrained = (read_table(paths.PREDICTIONS / split / f"{role}.csv") for role in ("legacy", "retrained"))
        assert list(legacy["id"]) == list(retrained["id"])
        assert ",".join(legacy.columns) == PREDICTION_COLUMNS
    evidence = read_json(paths.EVIDENCE)
    assert evidence["models"]["retrained"]["digest"] == digest()
    assert evidence["models"]["legacy"]["digest"] == digest(paths.PRODUCTION)
    assert evidence["seal"] == "s1"


def test_predictions_of_a_removed_legacy_model_are_removed(workplace, sections):
    predict_holdouts(sections(stages.PredictSections))
    (paths.PRODUCTION / "manifest.json").unlink()
    predict_holdouts(sections(stages.PredictSections))
    assert sorted(path.name for path in (paths.PREDICTIONS / "recent").iterdir()) == ["retrained.csv", "rows.csv"]


def test_recent_rows_of_trained_groups_are_left_out_and_counted(workplace, sections):
    predict_holdouts(sections(stages.PredictSections))
    rows = read_table(paths.split_file(Split.RECENT))
    trained = set(read_table(paths.split_file(Split.TRAIN))["customer"])
    left = read_table(paths.PREDICTIONS / "recent" / "retrained.csv")
    assert list(left["id"]) == list(rows.loc[~rows["customer"].isin(trained), "id"])
    counted = read_json(paths.EVIDENCE)["holdouts"]["recent"]["left_out"]
    assert sum(counted.values()) == len(rows) - len(left)
    assert counted["group_trained_on"] > 0
