"""`make upgrade` merges a later version into a clone, whose production model predicts as before."""

import os
import sys
from pathlib import Path

import pytest

ENUMS = "src/retrain/ml_configuration/enums.py"
FILTERERS = "src/retrain/filterers/registry.py"
BLANK = '''"""Records of a test."""

from retrain.filterers.filterer import Filterer


class Zebra(Filterer):
    """Removes nothing."""

    def reasons(self, records, task):
        """Nothing."""
        return ["" for _ in records[task.label]]
'''


def environment_of(repository) -> None:
    """The environment of this test, as if `make setup` had made it."""
    (repository.folder / ".venv").mkdir()
    (repository.folder / ".venv/bin").symlink_to(Path(sys.executable).parent)
    (repository.folder / ".venv/installed").touch()
    os.utime(repository.folder / ".venv/installed", (4e9, 4e9))


@pytest.fixture
def upstream(trained, tmp_path):
    """The original one version later: changed code, enum, options, demo model and lock files."""
    original = trained.copy(tmp_path / "upstream")
    original.replace(
        ENUMS,
        '    DUPLICATE = "duplicate"\n',
        '    BLANK = "blank"\n    DUPLICATE = "duplicate"\n',
    )
    original.replace("src/retrain/pipeline/filter.py", '"""', '"""Once more: ', 1)
    original.replace("conf/training/default.yaml", "weight_decay: 0.1", "weight_decay: 0.2")
    original.replace("README.md", "# retrain", "# retrain, later")
    for generated in ("dvc.lock", "judge/dvc.lock", "models/production.dvc", "reports/comment.md"):
        original.write(generated, original.text(generated) + "# later\n")
    original.run("retrain", "params", "compose")
    original.commit("a later version")
    original.run("git", "tag", "v9.0.0")
    return original


@pytest.fixture
def team(trained, upstream, repository):
    """A clone with a task, a class, an enum line, data, locks and a promoted model of its own."""
    repository.run("retrain", "promote")
    repository.write("src/retrain/filterers/zebra.py", BLANK)
    repository.replace(
        ENUMS,
        '    RARE_LABEL = "rare_label"\n',
        '    RARE_LABEL = "rare_label"\n    ZEBRA = "zebra"\n',
    )
    imported, line = (
        "from retrain.filterers.zebra import Zebra\n",
        "    FiltererKind.ZEBRA: Zebra,\n",
    )
    repository.replace(
        FILTERERS,
        "from retrain.ml_configuration.enums",
        f"{imported}from retrain.ml_configuration.enums",
    )
    rare = "    FiltererKind.RARE_LABEL: RareLabel,\n"
    repository.replace(FILTERERS, rare, rare + line)
    repository.write(
        "conf/task/own.yaml",
        repository.text("conf/task/mail.yaml").replace("name: mail", "name: own"),
    )
    repository.replace("conf/config.yaml", "- task: mail", "- task: own")
    repository.replace("conf/filterers/default.yaml", "steps:\n", "steps:\n  - {kind: zebra}\n")
    repository.run("retrain", "params", "compose")
    repository.run("dvc", "repro", "--quiet")
    repository.commit("our own task")
    repository.run("git", "remote", "add", "upstream", str(upstream.folder))
    environment_of(repository)
    return repository


@pytest.mark.long
def test_an_upgrade_merges_without_conflict_and_production_predicts_as_before(team):
    generated_files = {path: team.text(path) for path in ("dvc.lock", "judge/dvc.lock", "models/production.dvc")}
    manifest = team.text("models/production/manifest.json")
    printed = team.run("make", "upgrade", "TAG=v9.0.0")
    assert "CONFLICT" not in printed
    assert "ok       production predicts as trained" in printed
    assert {path: team.text(path) for path in generated_files} == generated_files
    assert team.text("models/production/manifest.json") == manifest
    assert 'BLANK = "blank"' in team.text(ENUMS) and 'ZEBRA = "zebra"' in team.text(ENUMS)
    assert "# retrain, later" in team.text("README.md")
    params = team.text("params.yaml")
    assert "name: own" in params and "weight_decay: 0.2" in params and "kind: zebra" in params
    assert team.status().replace("?? .venv/\n", "") == ""


def test_an_upgrade_without_a_remote_or_version_names_the_remedy(repository):
    environment_of(repository)
    assert "git remote add upstream URL" in repository.run("make", "upgrade", code=2)
    repository.run("git", "remote", "add", "upstream", ".")
    assert "choose a version: make upgrade TAG=v1.2.0" in repository.run("make", "upgrade", code=2)
