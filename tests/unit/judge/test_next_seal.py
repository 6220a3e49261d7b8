"""The next seal holds rows that nobody has read, and is written into the file that sets the present one."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from retrain.judge.next_seal import draw_next_seal, next_seal
from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.stages import SplitSections
from retrain.pipeline.splitting import assign_splits
from retrain.workspace.csv_tables import read_table, write_table

LINE = "seal: {name: s1, salt: seal-1, share: 0.2, until: 2025-04-30}"
SPLIT = Path("conf/split/default.yaml")
TASK = Path("conf/task/letters.yaml")


@pytest.fixture
def drawable(workplace, sections):
    """The sections of the small pipeline, with a file in `conf/` that sets the same seal."""
    SPLIT.parent.mkdir(parents=True)
    SPLIT.write_text(f"name: default\n# what a seal: {{is}}\n{LINE}  # kept\nrecent: {{months: 1, share: 0.1}}\n")
    return sections(SplitSections)


@pytest.fixture
def composing(monkeypatch):
    """The commands that would be run."""
    lines = []
    monkeypatch.setattr("retrain.judge.next_seal.Shell.run", lambda shell, *words: lines.append((shell, words)))
    return lines


def seal_in(file):
    return yaml.safe_load(file.read_text())["seal"]


def test_the_next_seal_begins_where_the_present_one_ends_and_ends_before_the_recent_rows(drawable):
    seal = next_seal(read_table(paths.FILTERED), drawable.task, drawable.split)
    assert (seal.name, seal.since, seal.until) == ("s2", date(2025, 4, 30), date(2025, 5, 31))
    assert (seal.salt, seal.share) == (drawable.split.seal.salt, drawable.split.seal.share)


def test_a_last_day_can_be_named(drawable):
    seal = next_seal(read_table(paths.FILTERED), drawable.task, drawable.split, date(2025, 6, 10))
    assert seal.until == date(2025, 6, 10)


@pytest.mark.parametrize(
    ("name", "used", "drawn"), [("s9", [], "s10"), ("first", [], "first2"), ("s1", ["s2", "s3"], "s4")]
)
def test_no_name_is_taken_twice(drawable, name, used, drawn):
    for folder in used:
        (paths.USES / folder).mkdir(parents=True)
    seal = drawable.split.seal.model_copy(update={"name": name})
    splitting = drawable.split.model_copy(update={"seal": seal})
    assert next_seal(read_table(paths.FILTERED), drawable.task, splitting).name == drawn


def test_the_line_is_edited_and_every_comment_stays(drawable, composing):
    before = SPLIT.read_text()
    announcement = draw_next_seal(drawable, ["task=letters", "source.as_of=2025-06-30"])
    drawn = "seal: {name: s2, salt: seal-1, share: 0.2, since: 2025-04-30, until: 2025-05-31}"
    assert SPLIT.read_text() == before.replace(LINE, drawn)
    ((_, words),) = composing
    assert words == ("retrain", "params", "compose", "-S", "task=letters", "-S", "source.as_of=2025-06-30")
    assert announcement.splitlines()[1:] == [
        "Commit it, then run `dvc repro`:",
        "git add conf/split/default.yaml params.yaml",
        'git commit --message "Draw sealed test set s2"',
    ]


def test_as_many_rows_are_announced_as_the_split_will_seal(drawable, composing):
    announcement = draw_next_seal(drawable, [])
    seal = next_seal(records := read_table(paths.FILTERED), drawable.task, drawable.split)
    splits = assign_splits(records, drawable.task, drawable.split.model_copy(update={"seal": seal}))
    sealed = records[splits == Split.SEALED]
    assert announcement.startswith(
        f"The sealed test set s2, {len(sealed)} rows after 2025-04-30 up to 2025-05-31, is in {SPLIT}.\n"
    )
    waiting = records[assign_splits(records, drawable.task, drawable.split) == Split.WAITING]
    assert set(sealed["id"]) <= set(waiting["id"])


def test_choices_of_the_present_seal_do_not_outlive_it(drawable, composing):
    choices = ["split.seal.name=s1", "+split.seal.since=2025-01-01", "split.seal.until=2025-04-30", "split.salt=open"]
    draw_next_seal(drawable, choices)
    assert composing[0][1][3:] == ("-S", "split.salt=open")


def test_a_dry_run_changes_nothing(drawable, composing):
    before = SPLIT.read_text()
    draw_next_seal(drawable, [], dry_run=True)
    assert SPLIT.read_text() == before
    assert composing[0][0].dry_run


def test_a_task_that_sets_the_last_day_is_edited_instead(drawable, composing):
    TASK.parent.mkdir()
    TASK.write_text("task:\n  name: letters\nsplit: {seal: {until: 2025-04-30}, recent: {months: 1}}  # a tenth\n")
    before = SPLIT.read_text()
    assert "is in conf/task/letters.yaml." in draw_next_seal(drawable, [])
    assert SPLIT.read_text() == before
    assert TASK.read_text().endswith("recent: {months: 1}}  # a tenth\n")
    assert yaml.safe_load(TASK.read_text())["split"] == {
        "seal": {"name": "s2", "since": date(2025, 4, 30), "until": date(2025, 5, 31)},
        "recent": {"months": 1},
    }


def test_a_task_file_that_sets_no_seal_is_left_alone(drawable, composing):
    TASK.parent.mkdir()
    TASK.write_text("task:\n  name: letters  # no seal: {x}\n")
    draw_next_seal(drawable, [])
    assert seal_in(SPLIT)["name"] == "s2"


@pytest.mark.parametrize("text", ["seal:\n  name: s1\n  until: 2025-04-30\n", "name: default\n"])
def test_a_seal_that_is_not_on_one_line_is_left_to_the_user(drawable, composing, text):
    SPLIT.write_text(text)
    with pytest.raises(InputError, match=r"default.yaml: there is no line `seal: .*yourself: seal: \{name: s2, salt"):
        draw_next_seal(drawable, [])
    assert SPLIT.read_text() == text
    assert composing == []


@pytest.mark.parametrize("until", [date(2025, 4, 30), date(2025, 1, 1)])
def test_a_seal_without_a_day_of_its_own_is_refused(drawable, until):
    with pytest.raises(InputError, match="no row is left to seal after 2025-04-30 up to"):
        draw_next_seal(drawable, [], until)


def test_a_seal_without_rows_is_refused(drawable):
    write_table(read_table(paths.FILTERED).assign(received="2025-04-01"), paths.FILTERED)
    with pytest.raises(InputError, match="no row is left to seal after 2025-04-30 up to 2025-12-31; ingest newer rows"):
        draw_next_seal(drawable, [], date(2025, 12, 31))


@pytest.mark.parametrize(
    ("role", "message"),
    [("ignore", "another salt would seal rows that the legacy model was trained on"), ("split", "official partition")],
)
def test_a_task_that_has_no_newer_rows_is_refused(drawable, sections, tiny_values, role, message):
    other = {"name": "received", "role": role, "partition": {"a": "train"} if role == "split" else {}}
    columns = [other if one["role"] == "time" else one for one in tiny_values["task"]["columns"]]
    given = sections(SplitSections, task={**tiny_values["task"], "columns": columns})
    with pytest.raises(InputError, match=rf"conf/task/letters.yaml: .*{message}"):
        draw_next_seal(given, [])


def test_without_filtered_records_the_command_that_makes_them_is_named(drawable):
    paths.FILTERED.unlink()
    with pytest.raises(InputError, match=r"data/filtered/records.csv is missing; run `dvc repro filter`"):
        draw_next_seal(drawable, [])


def test_a_seal_drawn_twice_holds_later_rows_each_time(drawable, composing):
    records, splitting, sealed = read_table(paths.FILTERED), drawable.split, []
    for until in (date(2025, 5, 15), date(2025, 6, 30)):
        seal = next_seal(records, drawable.task, splitting, until)
        splitting = splitting.model_copy(update={"seal": seal})
        sealed.append(set(records["id"][assign_splits(records, drawable.task, splitting) == Split.SEALED]))
    assert splitting.seal.name == "s3"
    assert all(sealed)
    assert not sealed[0] & sealed[1]
