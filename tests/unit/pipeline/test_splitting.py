"""Which split a row belongs to."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.split import Splitting, TrainingWindow
from retrain.ml_configuration.task import Task
from retrain.pipeline.splitting import assign_splits, in_hash_slice, outside_training_window, recent_start
from retrain.workspace.csv_tables import group_keys

SPLITTING = Splitting.model_validate(
    {
        "name": "default",
        "salt": "open",
        "validation": 0.2,
        "seal": {"name": "s1", "salt": "one", "share": 0.2, "until": "2025-04-30"},
        "recent": {"months": 2, "share": 0.1},
    }
)
PARTITION = {"train": "train", "test": "sealed", "dev": "validation"}


def task(*roles):
    columns = [{"name": role, "role": role} for role in (*roles, "text", "label")]
    partition = [{"name": "part", "role": "split", "partition": PARTITION}] if "part" in roles else []
    kept = [column for column in columns if column["name"] != "part"]
    return Task.model_validate({"name": "letters", "prediction": "multiclass", "columns": kept + partition})


def letters(months=8, customers=150):
    rows = [
        {"id": f"{month}-{customer}", "time": f"2025-{month:02}-15T08:00:00", "group": f"C{customer}"}
        for month in range(1, months + 1)
        for customer in range(customers)
    ]
    return pd.DataFrame(rows).assign(text="x", label="y")


FULL = task("id", "time", "group")


def later_seal(since="2025-02-28", until="2025-04-30"):
    seal = {**SPLITTING.seal.model_dump(), "name": "s2", "since": since, "until": until}
    return Splitting.model_validate({**SPLITTING.model_dump(), "seal": seal})


def recent_since(day):
    return Splitting.model_validate(
        {**SPLITTING.model_dump(), "recent": {**SPLITTING.recent.model_dump(), "since": day}}
    )


def dealt(records, the_task=FULL, splitting=SPLITTING):
    return pd.Series(assign_splits(records, the_task, splitting), index=records["id"])


def test_a_row_never_changes_side_when_later_rows_come():
    before, after = dealt(letters(7)), dealt(letters(9))
    old = before[before != Split.RECENT]
    assert (after[old.index] == old).all()
    absorbed = after[before[before == Split.RECENT].index]
    assert set(absorbed) == {Split.TRAIN, Split.VALIDATION}


def test_a_row_never_changes_side_when_the_order_of_rows_does():
    records = letters()
    shuffled = dealt(records.sample(frac=1, random_state=3))
    assert (shuffled[records["id"]] == dealt(records)).all()


def test_a_group_never_stands_on_two_sides_of_the_hash():
    sides = dealt(letters()).groupby(letters().set_index("id")["group"]).agg(set)
    assert all(
        side - {Split.RECENT} in ({Split.TRAIN}, {Split.VALIDATION}, {Split.SEALED})
        or side - {Split.RECENT} == {Split.SEALED, Split.WAITING}
        for side in sides
    )


def test_no_sealed_row_is_later_than_the_seal_and_later_rows_of_its_slice_wait():
    sides, times = dealt(letters()), letters().set_index("id")["time"]
    assert times[sides == Split.SEALED].max() == "2025-04-15T08:00:00"
    assert set(times[sides == Split.WAITING].str.slice(0, 7)) == {"2025-05", "2025-06", "2025-07", "2025-08"}
    groups = letters().set_index("id")["group"]
    assert set(groups[sides == Split.WAITING]) == set(groups[sides == Split.SEALED])


def test_a_row_of_the_last_sealed_day_is_sealed_whatever_the_hour():
    records = letters(1).assign(time="2025-04-30T23:59:59")
    assert Split.SEALED in set(dealt(pd.concat([records, letters()], ignore_index=True).drop_duplicates("id")))


def test_recent_rows_are_those_of_the_newest_months():
    sides, times = dealt(letters()), letters().set_index("id")["time"]
    assert set(times[sides == Split.RECENT].str.slice(0, 7)) == {"2025-07", "2025-08"}
    assert set(sides[times.str.startswith(("2025-07", "2025-08"))]) == {Split.RECENT, Split.WAITING}


def test_recent_grows_alone_when_its_first_day_stays():
    before, after = (dealt(letters(months), splitting=recent_since("2025-06-01")) for months in (7, 9))
    assert (after[before.index] == before).all()
    assert set(after.drop(before.index)) == {Split.RECENT, Split.WAITING}
    assert (after == Split.RECENT).sum() > (before == Split.RECENT).sum()


def test_a_row_that_waits_for_a_seal_is_never_recent():
    records = letters()
    waiting = records["id"][(dealt(records) == Split.WAITING).to_numpy()]
    owners = records["group"][in_hash_slice(group_keys(records, FULL), "one", 0.2)]
    assert set(records.set_index("id").loc[waiting, "group"]) == set(owners)
    assert not set(records.set_index("id")["group"][dealt(records) == Split.RECENT]) & set(owners)


def test_a_later_seal_holds_the_rows_after_the_former_one():
    sides, times = dealt(letters(), splitting=later_seal()), letters().set_index("id")["time"]
    assert set(times[sides == Split.SEALED].str.slice(0, 7)) == {"2025-03", "2025-04"}


def test_rows_of_a_former_seal_are_open_where_their_group_has_left():
    records = letters()
    left = records["group"].isin([f"C{number}" for number in range(75)]) & (records["time"] > "2025-03")
    records = records[~left]
    former, sides = dealt(records), dealt(records, splitting=later_seal())
    opened = former[(former == Split.SEALED) & sides.isin([Split.TRAIN, Split.VALIDATION])].index
    groups = records.set_index("id")["group"]
    assert len(opened) > 10
    assert not set(groups[opened]) & set(groups[sides == Split.SEALED])


@pytest.mark.parametrize("the_task", [FULL, task("id", "time")])
def test_after_a_later_seal_no_group_stands_on_two_sides_of_it(the_task):
    records, splitting = letters(), later_seal()
    sides = pd.Series(assign_splits(records, the_task, splitting))
    of_seal = set(group_keys(records, the_task)[sides == Split.SEALED])
    assert set(sides[group_keys(records, the_task).isin(of_seal)]) <= {Split.SEALED, Split.WAITING}
    assert of_seal


def test_a_task_without_group_opens_every_row_of_the_former_seal():
    former, sides = (dealt(letters(), task("id", "time"), one) for one in (SPLITTING, later_seal()))
    early = (letters().set_index("id")["time"] < "2025-03") & (former == Split.SEALED)
    assert set(sides[early]) == {Split.TRAIN, Split.VALIDATION}


def test_a_row_without_a_day_is_sealed_by_the_first_seal_and_open_after_it():
    records = letters().assign(time="")
    former, sides = (dealt(records, task("id", "time"), one) for one in (SPLITTING, later_seal()))
    assert set(sides[former == Split.SEALED]) == {Split.TRAIN, Split.VALIDATION}


def test_a_row_that_is_sealed_stays_sealed_although_it_is_recent():
    sides = dealt(letters(4))
    recent_months = letters(4).set_index("id")["time"] >= "2025-03"
    assert (sides[recent_months] == Split.SEALED).any()


def test_another_salt_seals_other_rows():
    other = SPLITTING.model_copy(update={"seal": SPLITTING.seal.model_copy(update={"salt": "two"})})
    first = dealt(letters()) == Split.SEALED
    assert (first != (dealt(letters(), splitting=other) == Split.SEALED)).any()


def test_an_official_partition_is_respected_and_only_its_training_rows_are_dealt():
    the_task = task("id", "time", "group", "part")
    records = letters().assign(part=np.resize(["train", "test", "dev"], len(letters())))
    sides, part = dealt(records, the_task), records.set_index("id")["part"]
    assert set(sides[part == "test"]) == {Split.SEALED}
    assert set(sides[part == "dev"]) == {Split.VALIDATION}
    assert set(sides[part == "train"]) == {Split.TRAIN, Split.VALIDATION, Split.RECENT}


def test_a_task_without_time_takes_recent_from_a_slice_of_its_own():
    sides = dealt(letters(), task("id", "group"))
    shares = sides.value_counts(normalize=True)
    assert shares[Split.RECENT] == pytest.approx(0.08, abs=0.06)
    assert shares[Split.SEALED] == pytest.approx(0.2, abs=0.1)
    assert Split.WAITING not in shares


def test_a_task_without_group_is_dealt_row_by_row():
    sides = dealt(letters(), task("id", "time"))
    groups = sides.groupby(letters().set_index("id")["group"]).nunique()
    assert groups.max() > 2


def test_a_slice_has_its_share_and_grows_with_it():
    keys = pd.Series([f"k{number}" for number in range(5000)])
    small, large = in_hash_slice(keys, "s", 0.1), in_hash_slice(keys, "s", 0.3)
    assert small.mean() == pytest.approx(0.1, abs=0.02)
    assert large.mean() == pytest.approx(0.3, abs=0.02)
    assert not (small & ~large).any()


@pytest.mark.parametrize(
    ("times", "months", "first"),
    [
        (["2025-03-09", "2025-01-01"], 1, "2025-03-01"),
        (["2025-01-31T10:00"], 3, "2024-11-01"),
        (["", "2025-03-09"], 1, "2025-03-01"),
        ([""], 1, "9999-12-31"),
        ([], 1, "9999-12-31"),
    ],
)
def test_recent_begins_with_a_calendar_month(times, months, first):
    assert recent_start(pd.Series(times, dtype=str), months) == first


def test_a_first_day_that_is_given_stands_for_the_months():
    assert recent_start(pd.Series(["2025-03-09"]), 1, date(2025, 2, 7)) == "2025-02-07"


@pytest.mark.parametrize(
    ("window", "newest"),
    [
        (TrainingWindow(months=2), ["2025-05-01", "2025-05-31", "2025-06-02"]),
        (TrainingWindow(rows=2), ["2025-05-31", "2025-06-02"]),
        (TrainingWindow(months=2, rows=9), ["2025-05-01", "2025-05-31", "2025-06-02"]),
        (TrainingWindow(months=1, rows=2), ["2025-06-02"]),
        (TrainingWindow(), ["", "2025-01-01", "2025-05-01", "2025-05-31", "2025-06-02"]),
    ],
)
def test_a_window_keeps_the_newest_of_the_rows_that_train_and_choose(window, newest):
    days = ["2025-06-02", "", "2025-01-01", "2025-05-31", "2025-05-01", "2025-07-01", "2024-01-01"]
    splits = np.array([Split.TRAIN] * 4 + [Split.VALIDATION, Split.RECENT, Split.SEALED], dtype=object)
    records = pd.DataFrame({"time": days})
    old = outside_training_window(records, FULL, splits, window)
    assert sorted(records["time"][~old & np.isin(splits, [Split.TRAIN, Split.VALIDATION])]) == newest
    assert not old[5:].any()


def test_what_is_too_old_neither_trains_nor_chooses_and_no_holdout_loses_a_row():
    records = letters()
    windowed = Splitting.model_validate({**SPLITTING.model_dump(), "window": {"months": 2}})
    before, after = dealt(records), dealt(records, splitting=windowed)
    open_months = records["time"][after.isin([Split.TRAIN, Split.VALIDATION]).to_numpy()].str.slice(0, 7)
    assert set(open_months) == {"2025-05", "2025-06"}
    assert (after == Split.TOO_OLD).sum() > 0
    changed = before[(before != after).to_numpy()]
    assert set(changed) == {Split.TRAIN, Split.VALIDATION}
