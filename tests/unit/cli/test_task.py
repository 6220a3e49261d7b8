"""`retrain task init`: two files that describe a task, or one message."""

import csv
import shutil
from pathlib import Path

import pytest

from records.ingest import ingest
from retrain.configuration import Configuration, validate
from retrain.configuration.compose import compose_values
from retrain.ml_configuration import paths, stages
from retrain.pipeline.adapt import adapt_records
from retrain.pipeline.filter import filter_adapted
from retrain.pipeline.split import split_filtered
from retrain.workspace.csv_tables import read_table
from retrain.workspace.json_files import read_json

ROOT = Path(__file__).parents[3]
DATASETS = ROOT.parent / "shared/datasets"
STEPS = {
    adapt_records: stages.AdaptSections,
    filter_adapted: stages.FilterSections,
    split_filtered: stages.SplitSections,
}
ROWS = [["text", "colour", "label"], *([f"letter {n}", "ab"[n % 2], "xy"[n // 3 % 2]] for n in range(60))]


@pytest.fixture(autouse=True)
def configuration(tmp_path, monkeypatch):
    """The working directory, with this repository's `conf/`."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    shutil.copytree(ROOT / "conf", "conf")


def written(name: str, rows: list[list[str]]) -> str:
    with Path(name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return name


def composed(task: str) -> Configuration:
    return validate(compose_values([f"task={task}"]))


def run_to_the_split(whole: Configuration) -> None:
    ingest(whole.source, Path(), paths.RAW_RECORDS.parent, paths.INGEST_REPORT)
    for step, kind in STEPS.items():
        step(kind(**{name: getattr(whole, name) for name in kind.model_fields}))


def test_a_csv_becomes_a_task_and_a_source_and_the_next_command_is_printed(retrain):
    code, printed, errors = retrain("task", "init", written("My Letters-2.csv", ROWS))
    assert (code, errors) == (0, "")
    assert printed.endswith("dvc exp run -S task=my_letters_2\n")
    whole = composed("my_letters_2")
    assert (whole.task.name, whole.source.name, whole.source.path) == ("my_letters_2",) * 2 + ("My Letters-2.csv",)
    assert whole.task.label == "label"
    assert whole.task.features == ("text", "colour")


def test_name_and_label_are_taken_as_given(retrain):
    assert retrain("task", "init", written("2.csv", ROWS), "--name", "mine", "--label", "colour")[0] == 0
    assert composed("mine").task.label == "colour"
    assert retrain("task", "init", "2.csv")[0] == 0
    assert composed("t2").task.label == "label"


def test_a_csv_from_elsewhere_is_copied_and_the_line_is_printed(retrain):
    code, printed, _ = retrain("task", "init", written("../far.csv", ROWS))
    assert code == 0
    assert printed.startswith("cp -r ../far.csv data/external/far.csv\n")
    assert Path("data/external/far.csv").read_bytes() == Path("../far.csv").read_bytes()
    assert composed("far").source.path == "data/external/far.csv"


def test_a_leak_is_told_at_once(retrain):
    rows = [[*row, row[2] + "!"] for row in ROWS]
    code, _, errors = retrain("task", "init", written("mine.csv", rows))
    assert (code, errors) == (0, "warning: column 'label!' has the role ignore: it determines the label\n")
    assert "label!" not in composed("mine").task.features


def test_the_model_in_production_is_asked_for_where_it_is_tracked_and_absent(retrain):
    paths.PRODUCTION_POINTER.parent.mkdir()
    paths.PRODUCTION_POINTER.touch()
    _, printed, _ = retrain("task", "init", written("mine.csv", ROWS))
    assert printed.splitlines()[-2:] == ["retrain promote --restore", "dvc exp run -S task=mine"]


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        (ROWS, ("--name", "Mine"), "--name Mine: use lower-case letters, digits and _, starting with a letter"),
        (ROWS, ("--name", "mail"), "conf/source/mail.yaml exists already; choose another --name, or remove it"),
        (ROWS, ("--label", "color"), "mine.csv:1: there is no column 'color' - did you mean 'colour'?"),
        (
            [["text", "kind"], *(row[1:] for row in ROWS[1:])],
            (),
            "mine.csv:1: no column is named label, class or similar; name the column to predict with --label",
        ),
        (ROWS[:1], (), "mine.csv:1: no row below the header"),
        (None, (), "mine.csv is missing; run in the repository's root, and name a table"),
    ],
)
def test_what_cannot_become_a_task_ends_with_2_and_writes_nothing(retrain, rows, options, message):
    before = sorted(Path("conf").rglob("*"))
    if rows:
        written("mine.csv", rows)
    code, printed, errors = retrain("task", "init", "mine.csv", *options)
    assert (code, printed) == (2, "")
    assert message in errors
    assert sorted(Path("conf").rglob("*")) == before


def test_a_folder_that_is_no_repository_is_refused(retrain):
    shutil.rmtree("conf")
    code, _, errors = retrain("task", "init", written("mine.csv", ROWS))
    assert (code, errors) == (2, "conf/config.yaml is missing; run in the repository's root, and name a table\n")


def test_a_copy_never_replaces_a_file(retrain):
    Path("data/external").mkdir(parents=True)
    Path("data/external/far.csv").write_text("other")
    assert retrain("task", "init", written("../far.csv", ROWS))[0] == 2
    assert Path("data/external/far.csv").read_text() == "other"


def test_a_table_without_features_ends_with_the_message_of_the_configuration(retrain):
    code, _, errors = retrain("task", "init", written("mine.csv", [[row[2]] for row in ROWS]))
    assert code == 2
    assert "no column is a feature" in errors


@pytest.mark.parametrize(
    ("file", "label", "labels", "features"),
    [
        ("tate/tate_artworks.csv", "classification", 7, 19),
        ("fueleconomy/vehicles.csv", "class", 29, 10),
        ("usda_sr26/foods.csv", "food_group", 25, 85),
    ],
)
def test_a_public_table_passes_to_the_split_at_the_first_try(retrain, file, label, labels, features):
    if not (DATASETS / file).is_file():
        pytest.skip(f"{file} is not beside the repository")
    Path("data").mkdir()
    Path("data/external").symlink_to(DATASETS)
    assert retrain("task", "init", f"data/external/{file}", "--name", "own", "--label", label)[0] == 0
    whole = composed("own")
    assert len(whole.task.features) == features
    run_to_the_split(whole)
    assert read_json(paths.INGEST_REPORT)["rows"]["quarantined"] < 50
    assert read_table(paths.FILTERED)[label].nunique() == labels
    rows = read_json(paths.SPLIT_REPORT)["rows"]
    assert 0.05 < rows["recent"] / sum(rows.values()) < 0.15


def test_a_folder_from_elsewhere_is_copied(retrain):
    Path("../far").mkdir()
    written("../far/a.csv", ROWS)
    code, printed, _ = retrain("task", "init", "../far")
    assert (code, printed.partition("\n")[0]) == (0, "cp -r ../far data/external/far")
    assert composed("far").source.path == "data/external/far"


def test_a_source_that_is_no_table_has_no_roles_to_guess(retrain):
    code, _, errors = retrain("task", "init", "conf/source/mail.yaml", "--name", "mine")
    assert (code, "is no table" in errors) == (2, True)


def test_check_shows_columns_labels_leaks_and_what_is_filtered_and_writes_nothing(retrain):
    rows = [
        [*ROWS[0], "key"],
        *([*row, f"k{row[2]}"] for row in ROWS[1:]),
        ["letter 1", "b", "x", "kx"],
        ["", "a", "x", "kx"],
    ]
    retrain("task", "init", written("mine.csv", rows))
    text = Path("conf/task/mine.yaml").read_text()
    Path("conf/task/mine.yaml").write_text(text.replace("{name: key, role: ignore}", "{name: key, role: category}"))
    before = sorted(map(str, Path().rglob("*")))
    code, printed, _ = retrain("task", "check", "mine")
    assert code == 0
    assert printed.startswith("mine: 62 rows read, 0 in quarantine, 0 after as_of\nmine.csv: utf-8, separated by ','\n")
    lines = {line.split()[0]: line for line in printed.splitlines() if line.strip()}
    assert lines["key"].endswith("LEAK: it determines the label")
    assert lines["text"].split()[:4] == ["text", "text", "1.6%", "60"]
    assert (lines["x"].split(), lines["empty_text"].split()) == (["x", "30"], ["empty_text", "1"])
    assert "removed: 2" in printed
    assert int(lines["train"].split()[1]) > 30
    assert sorted(map(str, Path().rglob("*"))) == before


def test_check_of_the_demo_shows_its_days(retrain):
    code, printed, _ = retrain("task", "check", "mail")
    assert code == 0
    assert "2024-01-01" in printed
