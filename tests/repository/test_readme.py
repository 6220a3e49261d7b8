"""The README's tree, commands, links and outputs are those of the repository."""

import re
import subprocess

import pytest
from repository_files import ROOT, files, read_yaml
from typer.testing import CliRunner

from retrain.cli.main import app

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    command
    for block in re.findall(r"```bash\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if (command := line.split("#")[0].strip())
]
TREE = re.search(r"<!-- tree -->\n```\n(.*?)```", README, re.DOTALL)[1].splitlines()


def starting(word: str) -> list[list[str]]:
    return [command.split() for command in COMMANDS if command.startswith(f"{word} ")]


def test_it_is_short_and_shows_the_report():
    assert len(README.splitlines()) <= 200
    assert (ROOT / re.search(r"!\[.+\]\((.+)\)", README)[1]).is_file()


def test_its_decision_is_the_committed_one(monkeypatch):
    if "meta" not in read_yaml("models/production.dvc"):
        pytest.skip("production is not the demo's any more; the README shows the demo's decision")
    monkeypatch.chdir(ROOT)
    shown = CliRunner().invoke(app, ["decision", "show"], env={"COLUMNS": "100", "TERM": "dumb"})
    lines = [line.rstrip() for line in shown.output.splitlines()]
    assert re.search(r"<!-- verdict -->\n```\n(.*?)\n```", README, re.DOTALL)[1].splitlines() == lines


def test_every_command_is_of_a_known_kind():
    assert {command.split()[0] for command in COMMANDS} == {"make", "dvc", "python", "retrain"}


@pytest.mark.parametrize("words", starting("make"), ids=" ".join)
def test_its_make_targets_exist(words):
    assert subprocess.run(["make", "--dry-run", words[1]], cwd=ROOT, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("words", starting("retrain"), ids=" ".join)
def test_its_retrain_commands_exist_with_their_options(words):
    path = [word for word in words[1:3] if re.fullmatch("[a-z]+", word)]
    shown = CliRunner().invoke(app, [*path, "--help"], env={"COLUMNS": "200", "TERM": "dumb"})
    assert shown.exit_code == 0
    assert all(word in shown.output for word in words if word.startswith("--"))


@pytest.mark.parametrize("words", starting("dvc"), ids=" ".join)
def test_its_dvc_commands_exist_with_their_options(words):
    path = [word for word in words[:3] if re.fullmatch("[a-z]+", word)]
    shown = subprocess.run(
        ["python", "-m", *path, "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 0
    assert all(word in shown.stdout for word in words if word.startswith("-"))


def test_its_tree_is_the_repository():
    named = {word for line in TREE for word in re.split(r"\s{2,}", line.strip())[0].split()}
    parents = ("", "src/retrain/")
    missing = {name for name in named if not any((ROOT / parent / name).exists() for parent in parents)}
    optional = (ROOT / "docs/extend.md").read_text(encoding="utf-8").split("## Remove")[1]
    assert sorted(name for name in missing if name.strip("/") not in optional) == []
    top = {name.parts[0] for name in files()} - {"README.md", "LICENSE"}
    listed = {name.split("/")[0] for name in named}
    assert sorted(name for name in top - listed if not name.startswith(".")) == []
