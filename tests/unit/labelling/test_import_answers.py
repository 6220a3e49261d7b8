"""Rows out to people who label, and their answers back into the road."""

import csv
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml

from retrain.configuration import read_params, validate
from retrain.labelling.human_labels import with_given_labels
from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.stages import AdaptSections
from retrain.pipeline.adapt import adapt_records
from retrain.workspace.csv_tables import read_table, write_table
from retrain.workspace.json_files import read_document

LABELS = Path("data/labels")
OUT = Path("rows.csv")


@pytest.fixture(autouse=True)
def _at_work(workplace):
    """Every tenth letter has lost its label since the model was trained, in whatever split it stands."""
    records = read_table(paths.RAW_RECORDS)
    records.loc[::10, "label"] = ""
    write_table(records, paths.RAW_RECORDS)
    adapt()


def adapt() -> pd.DataFrame:
    configuration = validate(read_params())
    adapt_records(AdaptSections(task=configuration.task, adapters=configuration.adapters))
    return read_table(paths.ADAPTED).set_index("id")


def asked(retrain, *words: str) -> list[dict[str, str]]:
    assert retrain("labels", "export", "--to", "csv", "--out", str(OUT), *words)[0] == 0
    with OUT.open(newline="") as file:
        return list(csv.DictReader(file))


def answer(rows: list[dict[str, str]], file: Path = OUT) -> None:
    with file.open("w", newline="") as opened:
        table = csv.DictWriter(opened, rows[0])
        table.writeheader()
        table.writerows(rows)


def take(retrain, *words: str) -> tuple[int, str, str]:
    return retrain("labels", "import", str(OUT), "--from", "csv", *words)


def kept(pattern: str = "[0-9]*.jsonl") -> list[dict[str, str]]:
    return [json.loads(line) for file in sorted(LABELS.glob(pattern)) for line in file.read_text().splitlines()]


def test_every_open_row_can_be_asked_for_and_none_that_is_or_would_be_held_out(retrain):
    rows = {row["record_id"] for row in asked(retrain, "--rows", "2000")}
    open_rows = {
        name for split in (Split.TRAIN, Split.VALIDATION) for name in read_table(paths.split_file(split))["id"]
    }
    unlabelled = adapt()["label"] == ""
    assert set(unlabelled.index[unlabelled]) - open_rows
    assert rows == open_rows


def test_nobody_is_asked_for_rows_that_are_too_old_to_train_on(retrain):
    values = yaml.safe_load(Path("params.yaml").read_text())
    values["split"]["window"] = {"months": 1}
    Path("params.yaml").write_text(yaml.safe_dump(values, sort_keys=False))
    rows = {row["record_id"] for row in asked(retrain, "--rows", "2000")}
    months = read_table(paths.RAW_RECORDS).set_index("id")["received"].str.slice(0, 7)
    assert months[list(rows)].nunique() == 1


def test_the_newest_rows_do_not_open_because_nobody_has_labelled_them(retrain):
    records = read_table(paths.RAW_RECORDS)
    newest = records["received"] >= read_document(paths.SPLIT_REPORT)["recent_from"]
    later = records[newest].assign(id="later-" + records["id"], label="", received="2026-03-01")
    write_table(pd.concat([records, later]), paths.RAW_RECORDS)
    adapt()
    rows = {row["record_id"] for row in asked(retrain, "--rows", "2000")}
    assert rows & set(records["id"])
    assert rows & {*later["id"], *records["id"][newest]} == set()


def test_a_row_is_asked_for_once(retrain):
    rows = asked(retrain, "--rows", "10")
    answer([row | {"label": row["prediction"]} for row in rows])
    assert take(retrain, "--overrule")[0] == 0
    again = asked(retrain, "--rows", "10")
    assert {row["record_id"] for row in rows} & {row["record_id"] for row in again} == set()


def test_answers_are_laid_over_the_records_until_the_text_changes(retrain, capfd):
    (row,) = [row for row in asked(retrain, "--rows", "30") if row["why"] == "unlabelled"][:1]
    answer([row | {"label": "meter", "annotator": "ann"}])
    assert "1 labels taken\n  1 by ann\n" in take(retrain)[1]
    name = row["record_id"]
    assert adapt().loc[name, "label"] == "meter"
    records = read_table(paths.RAW_RECORDS)
    write_table(records.assign(text=records["text"].where(records["id"] != name, "another letter")), paths.RAW_RECORDS)
    assert adapt().loc[name, "label"] == ""
    assert "data/labels: 1 labels left out" in capfd.readouterr().out
    assert name in {row["record_id"] for row in asked(retrain, "--rows", "2000")}


def test_a_label_that_was_renamed_since_has_its_new_name(retrain):
    row = asked(retrain, "--rows", "30")[0]
    answer([row | {"label": "meter"}])
    assert take(retrain, "--overrule")[0] == 0
    values = read_params()
    values["task"]["label_changes"] = {"renamed": {"meter": "reading"}}
    configuration = validate(values)
    records = with_given_labels(read_table(paths.ADAPTED), configuration.task)
    assert records.set_index("id").loc[row["record_id"], "label"] == "reading"


def test_an_answer_against_the_present_label_waits_for_somebody_to_overrule(retrain):
    name = read_table(paths.split_file(Split.TRAIN)).iloc[1]["id"]
    (row,) = [row for row in asked(retrain, "--rows", "1000") if row["record_id"] == name] or pytest.fail("not asked")
    other = "moving" if adapt().loc[name, "label"] != "moving" else "meter"
    answer([row | {"label": other, "annotator": "ann"}])
    for _ in range(2):
        assert "1 set aside in data/labels/disagreements.jsonl" in take(retrain)[1]
    assert [one["label"] for one in kept("disagreements.jsonl")] == [other]
    assert kept() == []
    assert take(retrain, "--overrule")[0] == 0
    assert adapt().loc[name, "label"] == other


def test_an_import_is_a_new_file_and_the_same_answers_come_in_once(retrain):
    first, second = asked(retrain, "--rows", "30")[:2]
    for row in (first, second, second):
        answer([row | {"label": row["prediction"]}])
        said = take(retrain, "--overrule", "--by", "ann")[1]
    assert [file.name[:5] for file in sorted(LABELS.glob("[0-9]*"))] == ["0001-", "0002-"]
    assert "0 labels taken\n1 known already" in said
    assert "text" not in kept()[0]


def test_rows_of_holdouts_are_refused(retrain):
    row = asked(retrain, "--rows", "1")[0]
    sealed = read_table(paths.split_file(Split.SEALED)).iloc[0]
    answer([row | {"record_id": sealed["id"], "text": sealed["text"], "label": "meter"}])
    code, _, said = take(retrain)
    assert code == 2
    assert said.startswith(f"rows.csv:2: record '{sealed['id']}': the record is held out")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "rows.csv is missing; name the file that the tool exported"),
        (b"\xff", "rows.csv: byte 1 is not UTF-8; save the file as UTF-8"),
        (b"record_id,text\n", "rows.csv:1: there is no column 'label'"),
        (b"record_id,text,label,digest\nL1,x,,0\n", "rows.csv: no row has a label"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_2(retrain, content, message):
    if content is not None:
        OUT.write_bytes(content)
    code, _, said = take(retrain)
    assert (code, said.startswith(message)) == (2, True), said


def test_a_line_of_labels_that_is_none_is_named(retrain):
    LABELS.mkdir(parents=True)
    Path(LABELS, "0001-a.jsonl").write_text("{}\n")
    code, _, said = retrain("labels", "export", "--to", "doccano")
    assert (code, "data/labels/0001-a.jsonl:1: Field required; restore the file" in said) == (2, True)


def test_before_the_road_has_run_the_remedy_is_told(retrain):
    shutil.rmtree("data/adapted")
    code, _, said = retrain("labels", "export", "--to", "csv")
    assert (code, said) == (2, "data/adapted/records.csv is missing; run `dvc repro`\n")


def test_a_model_of_another_task_asks_for_nothing(retrain):
    params = Path("params.yaml")
    params.write_text(params.read_text().replace("  name: letters\n  prediction", "  name: notes\n  prediction"))
    code, _, said = retrain("labels", "export", "--to", "csv")
    assert (code, "models/retrained answers the task 'letters'" in said) == (2, True), said
