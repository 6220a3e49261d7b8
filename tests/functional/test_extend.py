"""Every recipe of docs/extend.md works as written, applied to a copy of the repository."""

import re
from pathlib import Path

import numpy as np
import pytest

DOCUMENT = (Path(__file__).parents[2] / "docs/extend.md").read_text()
PLACED = re.compile(r"^`([^`]+)`\n```(?:python|yaml)\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^```bash\n(.*?)\n```", re.MULTILINE | re.DOTALL)
KINDS = ("adapter", "filterer", "featurizer", "tagger", "network")
ENUMS = "src/retrain/ml_configuration/enums.py"


def recipe(kind: str) -> tuple[dict[str, str], str]:
    """The code blocks of a section by the target named above each, and its command."""
    section = re.split(
        r"^###? ",
        DOCUMENT.split(f"### A{'n' if kind == 'adapter' else ''} {kind}\n")[1],
        maxsplit=1,
        flags=re.MULTILINE,
    )[0]
    return dict(PLACED.findall(section)), COMMAND.search(section)[1]


def apply_recipe(repository, blocks: dict[str, str]) -> None:
    """Writes the new files and inserts the lines of a recipe."""
    module, name = "", ""
    for target, block in blocks.items():
        if target.endswith("Kind"):
            put_after(
                repository,
                ENUMS,
                rf"class {target}\(StrEnum\):\n    \"\"\"[^\n]*\n\n",
                block,
            )
        elif block.startswith("    "):
            put_after(repository, target, r"^[A-Z]+: dict\[\w+, type\[\w+\]\] = \{\n?", block)
            put_after(
                repository,
                target,
                r"^from retrain\.[^\n]*\n",
                f"from {module} import {name}\n",
            )
        else:
            assert not (repository.folder / target).exists()
            repository.write(target, block)
            if target.endswith(".py"):
                module = target.removeprefix("src/").removesuffix(".py").replace("/", ".")
                name = re.search(r"^class (\w+)", block, re.MULTILINE)[1]


def put_after(repository, path: str, pattern: str, text: str) -> None:
    before = repository.text(path)
    match = re.search(pattern, before, re.MULTILINE)
    repository.write(path, before[: match.end()] + text + before[match.end() :])


@pytest.fixture(scope="module")
def extended(trained, tmp_path_factory):
    """A copy with the recipe of every kind applied, one commit each."""
    repository = trained.copy(tmp_path_factory.mktemp("extended") / "repository")
    for kind in KINDS:
        apply_recipe(repository, recipe(kind)[0])
        repository.commit(kind)
    return repository


@pytest.mark.parametrize(("commits", "kind"), list(enumerate(reversed(KINDS))))
def test_a_new_class_is_one_file_one_member_and_one_line(extended, commits, kind):
    names = extended.run("git", "show", "--format=%s", "--name-status", f"HEAD~{commits}").split("\n")
    assert names[0] == kind
    code = sorted(line.split("\t")[0] for line in names if "src/" in line)
    assert code == ["A", "M", "M"]
    added = extended.run("git", "show", "--format=", "--numstat", f"HEAD~{commits}", "--", "src").splitlines()
    lines = {path: (int(new), int(old)) for new, old, path in (line.split("\t") for line in added)}
    assert lines[ENUMS] == (1, 0)
    assert sorted(lines.values())[:2] == [(1, 0), (2, 0)]


def test_the_extended_copy_passes_the_checks(extended):
    extended.run("ruff", "check", "--quiet", "--ignore", "I001", "src")
    extended.run("mypy", "--no-error-summary")
    extended.run("lint-imports", "--config", "../pyproject.toml", folder="src")


def test_every_new_class_takes_effect(extended):
    for kind in ("adapter", "filterer", "featurizer"):
        extended.run("bash", "-c", recipe(kind)[1])
    texts = extended.text("data/adapted/records.csv")
    assert "dear" in texts and "Dear" not in texts
    assert re.search(r"only \d+ words", extended.text("data/filtered/removed.csv"))
    with np.load(extended.folder / "data/features/train.npz", allow_pickle=False) as arrays:
        assert any(name.startswith("length") for name in arrays)
    extended.run("bash", "-c", recipe("tagger")[1])
    assert extended.json("models/retrained/taggers.json")["rules"][0]["kind"] == "beginning"


def test_a_new_network_predicts_through_torch(extended):
    extended.run("bash", "-c", recipe("network")[1])
    assert extended.json("models/retrained/config.json")["network"] == {
        "name": "low_rank",
        "width": 64,
    }
    extended.write("some.csv", "".join(extended.text("data/raw/records.csv").splitlines(True)[:4]))
    predict = ("retrain", "predict", "--model", "models/retrained", "some.csv")
    assert extended.run(*predict).count(",network,false\n") == 3
