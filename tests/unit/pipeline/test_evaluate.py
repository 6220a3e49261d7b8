"""The evaluate stage scores both models on the validation rows."""

from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.enums import Split
from retrain.pipeline.evaluate import evaluate
from retrain.workspace.csv_tables import read_table, write_table
from retrain.workspace.json_files import read_json


def test_both_models_are_scored_on_validation(workplace, sections):
    evaluate(sections(stages.EvaluateSections))
    metrics = read_json(paths.METRICS)["validation"]
    assert set(metrics) == {"rows", "legacy", "retrained", "taggers"}
    assert metrics["rows"] == len(read_table(paths.split_file(Split.VALIDATION)))
    assert metrics["retrained"]["macro_f1"] > 0.9
    assert metrics["taggers"] == {"legacy": 0, "retrained": 0}


def test_the_best_possible_is_scored_where_the_source_has_an_oracle(workplace, sections):
    records = read_table(paths.RAW_RECORDS)
    write_table(records[["id", "label"]], paths.ORACLE)
    evaluate(sections(stages.EvaluateSections))
    assert read_json(paths.METRICS)["validation"]["bayes"] == {"macro_f1": 1.0, "accuracy": 1.0}


def test_the_table_of_labels_has_one_row_a_label_and_model(workplace, sections):
    evaluate(sections(stages.EvaluateSections))
    table, truth = read_table(paths.VALIDATION_LABELS), read_table(paths.split_file(Split.VALIDATION))["label"]
    assert list(table["model"]) == ["legacy", "retrained"] * truth.nunique()
    assert dict(zip(table["label"], table["support"].astype(int), strict=True)) == truth.value_counts().to_dict()


def test_the_table_of_months_counts_every_validation_row_once_a_model(workplace, sections):
    evaluate(sections(stages.EvaluateSections))
    table, rows = read_table(paths.VALIDATION_MONTHS), read_table(paths.split_file(Split.VALIDATION))
    assert list(table.columns) == ["month", "model", "rows", "accuracy"]
    assert table["rows"].astype(int).groupby(table["model"]).sum().to_dict() == dict.fromkeys(
        ("legacy", "retrained"), len(rows)
    )
    assert table["month"].str.fullmatch(r"\d{4}-\d\d").all()
