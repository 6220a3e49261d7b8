"""Bad input ends with a message of file, line, key and remedy, exit code 2, no partial output."""

import pytest

OWN_SOURCE = """name: mine
kind: file
licence: invented
path: data/external/mine.csv
upstream: a test
columns: {amount: number}
id: null
time: null
as_of: null
quarantine_limit: 0.05
"""


def refuse(repository, *command: str) -> str:
    printed = repository.run(*command, code=2)
    assert "Traceback" not in printed
    assert repository.status().strip().count("data/") == 0
    return printed


@pytest.mark.parametrize(
    ("group", "old", "new", "message"),
    [
        ("training/default", "epochs: 15", "epochs: many", "4: training.epochs:"),
        (
            "training/default",
            "epochs: 15",
            "epoch: 12",
            "4: training.epoch: there is no such key - did you mean 'epochs'?",
        ),
        ("task/mail", "role: time", "role: tme", "12: task.columns.1.role:"),
        (
            "task/mail",
            "{name: id, role: id}",
            "{name: id, role: ignore}",
            "7: task: no column has the role 'id'",
        ),
        ("filterers/default", "kind: empty_text", "kind: empty_txt", "5: filterers.steps.1.kind:"),
        ("network/linear", "dropout: 0.1", "name: y: [", "3:"),
        (
            "source/mail",
            "licence: Apache-2.0, invented text",
            "",
            "1: source.licence: this key is missing",
        ),
    ],
)
def test_a_configuration_error_names_file_and_line(repository, group, old, new, message):
    path = f"conf/{group}.yaml"
    repository.replace(path, old, new)
    printed = refuse(repository, "retrain", "params", "compose")
    assert f"{path}:{message}" in printed
    assert repository.text("params.yaml").startswith("_generated")
    assert "params.yaml" not in repository.status()


def test_a_misspelt_override_gets_a_suggestion(repository):
    for command in (
        ("python", "-m", "train", "training.epoch=1"),
        ("retrain", "params", "check", "-S", "training.epoch=1"),
    ):
        assert "did you mean 'training.epochs'?" in refuse(repository, *command)


def test_a_misspelt_filterer_option_is_reported_before_any_work(repository):
    repository.replace("conf/filterers/default.yaml", "at_least: 10", "at_leest: 10")
    repository.run("retrain", "params", "compose")
    printed = refuse(repository, "python", "-m", "filter")
    assert "conf/filterers/default.yaml:" in printed
    assert "did you mean 'at_least'?" in printed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("text,label\nhello,a\n", "data/external/mine.csv:1: "),
        ("", "data/external/mine.csv:1: "),
        ("text,amount,label\n", "data/external/mine.csv:1: "),
        (
            "text,amount,label\nhello,12x,a\nhello,3,b\n",
            "data/external/mine.csv:2: amount: '12x' is not a number",
        ),
    ],
    ids=["a column is missing", "empty", "a header alone", "text where a number should be"],
)
def test_a_csv_error_names_file_and_line_and_keeps_the_former_records(repository, text, message):
    repository.write("conf/source/mine.yaml", OWN_SOURCE)
    repository.write("data/external/mine.csv", text)
    repository.run("retrain", "params", "compose", "-S", "source=mine")
    before = repository.text("data/raw/records.csv")
    assert message in refuse(repository, "python", "-m", "ingest")
    assert repository.text("data/raw/records.csv") == before


def test_a_stage_without_params_reports_the_missing_file(repository):
    (repository.folder / "params.yaml").unlink()
    assert "params.yaml is missing" in refuse(repository, "python", "-m", "adapt")
