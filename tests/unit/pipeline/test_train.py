"""From records to features: what each stage writes, and what it refuses."""

import pandas as pd
import pytest

from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.errors import InputError
from retrain.model.feature_files import join_blocks, read_features, read_featurizers, read_labels
from retrain.model.golden_records import invent_records
from retrain.pipeline.adapt import adapt_records
from retrain.pipeline.featurize import featurize
from retrain.pipeline.filter import filter_adapted
from retrain.pipeline.split import split_filtered
from retrain.workspace.csv_tables import raw_rows, read_table, write_table
from retrain.workspace.json_files import read_document, write_document
from retrain.workspace.work_dir import work_folder

pytestmark = pytest.mark.usefixtures("workplace")


def test_a_table_keeps_every_cell_as_text(tmp_path):
    table = pd.DataFrame(
        {"a": ["NA", "", "007", 'say "x"\nß', "c\rr"], "b": ["None", "1.50", "true", ",", ""]}, dtype=str
    )
    write_table(table, tmp_path / "deep" / "table.csv")
    assert read_table(tmp_path / "deep" / "table.csv").to_dict() == table.to_dict()
    assert b"\r\n" not in (tmp_path / "deep" / "table.csv").read_bytes()


def test_a_document_has_the_same_bytes_for_the_same_values(tmp_path):
    write_document({"b": 1, "a": "ß"}, tmp_path / "deep" / "one.json")
    assert (tmp_path / "deep" / "one.json").read_text() == '{\n  "b": 1,\n  "a": "ß"\n}\n'


def test_adapted_records_have_the_columns_of_the_task(sections):
    dropped = {
        "columns": [{"name": "id", "role": "id"}, {"name": "text", "role": "text"}, {"name": "label", "role": "label"}]
    }
    adapt_records(sections(stages.AdaptSections, task={"name": "letters", "prediction": "multiclass", **dropped}))
    assert list(read_table(paths.ADAPTED).columns) == ["id", "text", "label"]


def test_removed_records_are_counted_by_reason(sections):
    records = read_table(paths.ADAPTED)
    records.loc[0, "label"] = ""
    records.loc[1, "label"] = "rare"
    write_table(records, paths.ADAPTED)
    filter_adapted(sections(stages.FilterSections))
    assert read_document(paths.FILTER_REPORT) == {
        "rows": {"read": 200, "kept": 198, "removed": 2},
        "reasons": {"missing_label": 1, "rare_label": 1},
    }
    assert list(read_table(paths.REMOVED)["id"]) == list(records["id"].head(2))
    assert len(read_table(paths.FILTERED)) == 198


def test_when_no_record_is_left_the_filterers_are_named_with_their_counts(sections):
    write_table(read_table(paths.ADAPTED).assign(label=""), paths.ADAPTED)
    before = paths.FILTERED.read_bytes()
    with pytest.raises(InputError, match=r"conf/filterers/default.yaml: no record is left of 200.*missing_label"):
        filter_adapted(sections(stages.FilterSections))
    assert paths.FILTERED.read_bytes() == before


def test_every_filtered_row_lies_in_one_split_or_waits():
    written = [read_table(paths.split_file(split)) for split in Split if split not in {Split.WAITING, Split.TOO_OLD}]
    counts = read_document(paths.SPLIT_REPORT)["rows"]
    ids = pd.concat(written)["id"]
    assert ids.is_unique
    assert len(ids) + counts["waiting"] == len(read_table(paths.FILTERED)) == sum(counts.values())
    assert counts.pop("too_old") == 0 < min(counts.values())


def test_the_split_report_names_seal_group_and_first_recent_day():
    report = read_document(paths.SPLIT_REPORT)
    assert report["seal"] == {"name": "s1", "until": "2025-04-30"}
    assert report["grouped_by"] == "customer"
    assert report["recent_from"] == "2025-06-01"


def test_a_task_without_time_or_group_says_so_in_the_split_report(sections):
    columns = [{"name": name, "role": role} for name, role in (("id", "id"), ("text", "text"), ("label", "label"))]
    split_filtered(
        sections(stages.SplitSections, task={"name": "letters", "prediction": "multiclass", "columns": columns})
    )
    report = read_document(paths.SPLIT_REPORT)
    assert report["grouped_by"] is None
    assert report["recent_from"] is None
    assert report["rows"]["recent"] > 0


def test_a_split_without_rows_to_train_or_choose_by_is_refused(sections):
    write_table(read_table(paths.FILTERED).head(1), paths.FILTERED)
    with pytest.raises(InputError, match=r"conf/split/default.yaml: no row of 1 is dealt to"):
        split_filtered(sections(stages.SplitSections))


def test_an_unknown_value_of_the_official_partition_is_named_with_the_known_ones(sections, tiny_values):
    partition = {"name": "channel", "role": "split", "partition": {"mail": "train"}}
    columns = [column for column in tiny_values["task"]["columns"] if column["name"] != "channel"] + [partition]
    with pytest.raises(InputError, match=r"letters.yaml: column 'channel' holds 'portal'.*it maps \['mail'\]"):
        split_filtered(sections(stages.SplitSections, task={**tiny_values["task"], "columns": columns}))


def test_one_label_is_too_few_to_tell_apart(sections):
    training = paths.split_file(Split.TRAIN)
    write_table(read_table(training).assign(label="meter"), training)
    with pytest.raises(InputError, match=r"train.csv: 1 label in the training rows; two are needed"):
        featurize(sections(stages.FeaturizeSections))


def test_validation_rows_of_a_label_that_was_not_trained_are_left_to_evaluate(sections):
    validation = paths.split_file(Split.VALIDATION)
    rows = read_table(validation)
    rows.loc[0, "label"] = "unheard of"
    write_table(rows, validation)
    featurize(sections(stages.FeaturizeSections))
    features = read_features(paths.FEATURES, Split.VALIDATION)
    assert len(features.labels) == features.sparse.shape[0] == features.dense.shape[0] == len(rows) - 1
    labels = read_labels(paths.FEATURES)
    assert [labels[position] for position in features.labels] == list(rows["label"].iloc[1:])


def test_featurizers_of_a_former_run_by_hand_do_not_stay(sections):
    former = paths.FEATURES / "featurizers/former"
    former.mkdir()
    featurize(sections(stages.FeaturizeSections))
    assert not former.exists()
    assert read_featurizers(paths.FEATURES / "featurizers")


def test_features_come_out_of_memory_with_the_same_bytes(sections, monkeypatch, tmp_path):
    monkeypatch.setenv("RETRAIN_WORK_DIR", str(tmp_path / "memory"))
    written = []
    for _ in range(2):
        featurize(sections(stages.FeaturizeSections))
        written.append({str(path): path.read_bytes() for path in paths.FEATURES.rglob("*") if path.is_file()})
    assert written[0] == written[1]
    assert any((tmp_path / "memory" / "features").iterdir())


def test_without_dense_or_sparse_blocks_their_side_has_no_columns():
    sparse, dense = join_blocks({}, 3)
    assert sparse.shape == dense.shape == (3, 0)


def test_raw_rows_come_in_the_order_of_the_rows(sections):
    task, raw = sections(stages.EvaluateSections).task, read_table(paths.RAW_RECORDS)
    rows = raw.iloc[[5, 2, 9]]
    assert raw_rows(rows, task).to_dict("records") == rows.to_dict("records")


def test_an_adapter_that_renames_the_id_is_refused(sections):
    task = sections(stages.EvaluateSections).task
    write_table(read_table(paths.RAW_RECORDS).rename(columns={"id": "number"}), paths.RAW_RECORDS)
    with pytest.raises(InputError, match=r"records.csv has no column 'id': an adapter must not rename the id"):
        raw_rows(read_table(paths.FILTERED), task)


def test_records_can_be_invented_where_there_is_nothing_to_draw_from(sections):
    task = sections(stages.EvaluateSections).task
    invented = invent_records(read_table(paths.FILTERED).assign(amount=""), [], task, seed=1)
    assert set(invented["text"]) == set(invented["amount"]) == {""}
    assert list(invented["id"])[:2] == ["golden-1", "golden-2"]


def test_equal_seeds_invent_equal_records(sections):
    task, rows = sections(stages.EvaluateSections).task, read_table(paths.FILTERED)
    first, again, other = (invent_records(rows, ["meter", "bill"], task, seed) for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)


@pytest.mark.parametrize(
    ("variables", "place"),
    [
        ({}, ".work"),
        ({"RETRAIN_WORK_DIR": "/elsewhere/work"}, "/elsewhere/work"),
        ({"DVC_ROOT": "/somewhere/repository"}, "/somewhere/repository/.work"),
        ({"DVC_ROOT": "/somewhere/repository/.dvc/tmp/exps/tmp123"}, "/somewhere/repository/.work"),
        ({"DVC_ROOT": "/somewhere", "RETRAIN_WORK_DIR": "/elsewhere"}, "/elsewhere"),
    ],
)
def test_experiments_in_temporary_workspaces_share_one_work_folder(monkeypatch, variables, place):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert str(work_folder()) == place
