"""Ray runs tasks in the folder of their caller and replaces killed workers; without Ray the error names the remedy."""

import os
import sys
from pathlib import Path

import launcher_tasks
import pytest
from launcher_tasks import die_until, launcher, square

from retrain.launcher import make_executor
from retrain.ml_configuration.errors import InputError


@pytest.fixture
def ray(monkeypatch):
    """A Ray cluster of two workers on this machine, which can import the tasks."""
    pytest.importorskip("ray", reason="Ray is not installed: pip install '.[ray]'")
    monkeypatch.setenv("PYTHONPATH", str(Path(launcher_tasks.__file__).parent), prepend=os.pathsep)
    return launcher("ray", address=None)


def test_ray_runs_tasks_in_this_folder_and_replaces_killed_workers(ray, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with make_executor(ray) as executor:
        assert list(executor.map(square, range(5))) == [0, 1, 4, 9, 16]
        assert executor.submit(Path.cwd).result() == tmp_path
        assert executor.submit(die_until, tmp_path / "marks", 2).result() == 3


def test_without_ray_the_error_names_the_remedy(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(InputError, match=r"launcher: ray needs the package ray; pip install '.\[ray\]'"):
        make_executor(launcher("ray", address="auto"))
