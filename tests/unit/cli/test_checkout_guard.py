"""`retrain` refuses to run the code of another checkout, and nothing else."""

from pathlib import Path

import pytest

import retrain
from retrain.cli.checkout_guard import PACKAGE, refuse_other_checkout
from retrain.ml_configuration import InputError


def make_checkout(root: Path) -> Path:
    """A folder with the files by which a clone of this repository is recognised."""
    (root / PACKAGE).mkdir(parents=True)
    (root / PACKAGE / "__init__.py").touch()
    (root / ".git").mkdir()
    return root


@pytest.fixture
def checkout(tmp_path) -> Path:
    return make_checkout(tmp_path / "own")


@pytest.fixture
def other(tmp_path, monkeypatch) -> Path:
    """Another checkout, whose code is the imported one."""
    root = make_checkout(tmp_path / "other")
    monkeypatch.setattr(retrain, "__path__", [str(root / PACKAGE)])
    return root


@pytest.mark.parametrize("folder", [".", "conf/task"])
def test_the_code_of_another_checkout_is_refused_with_both_names_and_the_remedy(checkout, other, monkeypatch, folder):
    (checkout / folder).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(checkout / folder)
    with pytest.raises(InputError) as refused:
        refuse_other_checkout()
    message = str(refused.value)
    assert str(checkout) in message and str(other) in message
    assert f"`make setup` in {checkout}" in message and "`source .venv/bin/activate`" in message


@pytest.mark.parametrize("folder", [".", "src/retrain/cli", ".dvc/tmp/exps/tmp1", ".dvc/tmp/exps/standalone/tmp2"])
def test_the_checkout_of_the_code_and_dvc_s_workspaces_are_accepted(other, monkeypatch, folder):
    (other / folder).mkdir(parents=True, exist_ok=True)
    if ".dvc" in folder:
        make_checkout(other / folder / "copy")
        folder += "/copy"
    monkeypatch.chdir(other / folder)
    refuse_other_checkout()


def test_the_same_checkout_by_a_link_is_accepted(other, tmp_path, monkeypatch):
    (tmp_path / "link").symlink_to(other)
    monkeypatch.chdir(tmp_path / "link")
    refuse_other_checkout()


def test_a_repository_of_another_project_is_accepted(checkout, other, monkeypatch):
    project = checkout / "elsewhere"
    (project / ".git").mkdir(parents=True)
    monkeypatch.chdir(project)
    refuse_other_checkout()


def test_a_folder_outside_of_any_checkout_is_accepted(other, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refuse_other_checkout()


def test_an_installed_package_is_accepted(checkout, tmp_path, monkeypatch):
    monkeypatch.setattr(retrain, "__path__", [str(tmp_path / "site-packages/retrain")])
    monkeypatch.chdir(checkout)
    refuse_other_checkout()
