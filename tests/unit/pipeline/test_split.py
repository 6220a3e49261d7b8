"""Each filtered row goes into one split file, and newer rows or configured days change only the files they should."""

import numpy as np
import pandas as pd
import pytest

from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.stages import SplitSections
from retrain.pipeline.split import split_filtered
from retrain.workspace.csv_tables import read_table, write_table
from retrain.workspace.json_files import read_json

pytestmark = pytest.mark.usefixtures("workplace")
OPEN = (Split.TRAIN, Split.VALIDATION, Split.SEALED)


def with_since(values, section, day):
    return {**values["split"], section: {**values["split"][section], "since": day}}


def written(split):
    return paths.split_file(split).read_bytes()


def test_train_and_validation_keep_their_bytes_while_recent_grows(sections, tiny_values):
    records = read_table(paths.FILTERED)
    splitting = with_since(tiny_values, "recent", "2025-05-15")
    kept = []
    for rows in (records[records["received"] < "2025-06-10"], records):
        write_table(rows, paths.FILTERED)
        split_filtered(sections(SplitSections, split=splitting))
        kept.append([*map(written, OPEN), len(read_table(paths.split_file(Split.RECENT)))])
    assert kept[0][:3] == kept[1][:3]
    assert kept[0][3] < kept[1][3]
    assert read_json(paths.SPLIT_REPORT)["recent_from"] == "2025-05-15"


def test_without_the_day_the_same_newer_rows_would_retrain(sections):
    records = read_table(paths.FILTERED)
    write_table(records[records["received"] < "2025-06-01"], paths.FILTERED)
    split_filtered(sections(SplitSections))
    before = written(Split.TRAIN)
    write_table(records, paths.FILTERED)
    split_filtered(sections(SplitSections))
    assert written(Split.TRAIN) != before


def without_time(values):
    return {**values["task"], "columns": [one for one in values["task"]["columns"] if one["role"] != "time"]}


@pytest.mark.parametrize(("section", "day"), [("recent", "2025-05-15"), ("seal", "2025-02-01")])
def test_a_day_without_a_column_of_time_is_refused(sections, tiny_values, section, day):
    splitting = with_since(tiny_values, section, day)
    with pytest.raises(InputError, match=rf"conf/split/default.yaml: {section}.since needs days.*set it to null"):
        split_filtered(sections(SplitSections, task=without_time(tiny_values), split=splitting))


def test_a_window_trains_on_the_newest_months_and_counts_the_rest(sections, tiny_values):
    split_filtered(sections(SplitSections))
    before = read_json(paths.SPLIT_REPORT)["rows"]
    sealed = written(Split.SEALED)
    splitting = {**tiny_values["split"], "window": {"months": 2}}
    split_filtered(sections(SplitSections, split=splitting))
    after = read_json(paths.SPLIT_REPORT)["rows"]
    months = read_table(paths.split_file(Split.TRAIN))["received"].str.slice(0, 7)
    assert months.nunique() == 2
    assert before["too_old"] == 0 < after["too_old"]
    assert sum(before.values()) == sum(after.values())
    assert written(Split.SEALED) == sealed
    with pytest.raises(InputError, match=r"window\.months needs days"):
        split_filtered(sections(SplitSections, task=without_time(tiny_values), split=splitting))


def test_a_seal_without_a_day_of_its_own_is_refused(sections, tiny_values):
    with pytest.raises(InputError, match="since 2025-04-30 is not before until 2025-04-30"):
        sections(SplitSections, split=with_since(tiny_values, "seal", "2025-04-30"))


def test_what_a_later_seal_leaves_out_waits_and_is_counted(sections, tiny_values):
    split_filtered(sections(SplitSections, split=with_since(tiny_values, "seal", "2025-03-31")))
    counts = read_json(paths.SPLIT_REPORT)["rows"]
    assert sum(counts.values()) == len(read_table(paths.FILTERED))
    sealed = read_table(paths.split_file(Split.SEALED))
    assert sealed["received"].between("2025-04-01", "2025-04-30").all()
    trained = np.concatenate([read_table(paths.split_file(split))["customer"] for split in OPEN[:2]])
    assert not set(trained) & set(sealed["customer"])


def test_every_filtered_row_lies_in_one_split_or_waits():
    written = [read_table(paths.split_file(split)) for split in Split if split not in {Split.WAITING, Split.TOO_OLD}]
    counts = read_json(paths.SPLIT_REPORT)["rows"]
    ids = pd.concat(written)["id"]
    assert ids.is_unique
    assert len(ids) + counts["waiting"] == len(read_table(paths.FILTERED)) == sum(counts.values())
    assert counts.pop("too_old") == 0 < min(counts.values())


def test_the_split_report_names_seal_group_and_first_recent_day():
    report = read_json(paths.SPLIT_REPORT)
    assert report["seal"] == {"name": "s1", "until": "2025-04-30"}
    assert report["grouped_by"] == "customer"
    assert report["recent_from"] == "2025-06-01"


def test_a_task_without_time_or_group_says_so_in_the_split_report(sections):
    columns = [{"name": name, "role": role} for name, role in (("id", "id"), ("text", "text"), ("label", "label"))]
    split_filtered(sections(SplitSections, task={"name": "letters", "prediction": "multiclass", "columns": columns}))
    report = read_json(paths.SPLIT_REPORT)
    assert report["grouped_by"] is None
    assert report["recent_from"] is None
    assert report["rows"]["recent"] > 0


def test_a_split_without_rows_to_train_or_choose_by_is_refused(sections):
    write_table(read_table(paths.FILTERED).head(1), paths.FILTERED)
    with pytest.raises(InputError, match=r"conf/split/default.yaml: none of 1 rows is assigned to"):
        split_filtered(sections(SplitSections))


def test_an_unknown_value_of_the_official_partition_is_named_with_the_known_ones(sections, tiny_values):
    partition = {"name": "channel", "role": "split", "partition": {"mail": "train"}}
    columns = [column for column in tiny_values["task"]["columns"] if column["name"] != "channel"] + [partition]
    with pytest.raises(InputError, match=r"letters.yaml: column 'channel' holds 'portal'.*it maps \['mail'\]"):
        split_filtered(sections(SplitSections, task={**tiny_values["task"], "columns": columns}))
