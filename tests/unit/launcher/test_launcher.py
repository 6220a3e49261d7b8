"""Work on several processes, some of which are killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from pydantic import TypeAdapter

from retrain.launcher import launched
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.launcher import Launcher


def launcher(name="local", workers=2, attempts=3, **more):
    return TypeAdapter(Launcher).validate_python({"name": name, "workers": workers, "attempts": attempts, **more})


def square(number):
    return number * number


def process(_):
    return os.getpid()


def die_until(marks: Path, times: int) -> int:
    """Kills its own process so many times; the number of its lives."""
    marks.write_text((marks.read_text() if marks.exists() else "") + "x")
    if len(marks.read_text()) <= times:
        os.kill(os.getpid(), signal.SIGKILL)
    return len(marks.read_text())


@pytest.mark.parametrize("number", [1, 2])
def test_work_comes_back_in_order(number):
    with launched(launcher(workers=number)) as workers:
        assert list(workers.map(square, range(5))) == [0, 1, 4, 9, 16]


def test_one_worker_is_this_process_and_several_are_others():
    with launched(launcher(workers=1)) as here, launched(launcher()) as there:
        assert here.submit(process, None).result() == os.getpid()
        assert os.getpid() not in set(there.map(process, range(4)))


def test_work_whose_process_is_killed_is_done_by_another(tmp_path):
    with launched(launcher()) as workers:
        lives = workers.submit(die_until, tmp_path / "marks", 2)
        assert workers.submit(square, 3).result() == 9
        assert lives.result() == 3


def test_work_that_kills_every_process_is_given_up(tmp_path):
    with launched(launcher()) as workers, pytest.raises(InputError, match=r"3 processes died .* launcher\.attempts"):
        workers.submit(die_until, tmp_path / "marks", 9).result()


def test_what_work_raises_comes_back_and_what_has_not_begun_is_dropped():
    with pytest.raises(ZeroDivisionError), launched(launcher()) as workers:
        waiting = [workers.submit(time.sleep, 0.3) for _ in range(9)]
        workers.submit(square, 1)
        raise ZeroDivisionError
    assert sum(one.cancelled() for one in waiting) > 3
    with launched(launcher()) as workers, pytest.raises(TypeError):
        workers.submit(square, "x").result()


def test_workers_end_with_a_killed_parent():
    code = "import time; from test_launcher import *\nwith launched(launcher()) as w:\n"
    code += " print(w.submit(process, 0).result(), flush=True); w.submit(time.sleep, 60).result()"
    command, place = [sys.executable, "-c", code], Path(__file__).parent
    with subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, text=True) as parent:
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    assert psutil.wait_procs([worker], timeout=10)[1] == []


@pytest.fixture
def ray(monkeypatch):
    """A Ray cluster of two workers on this machine, which find this module."""
    pytest.importorskip("ray", reason="Ray is not installed: pip install '.[ray]'")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
    return launcher("ray", address=None)


def test_ray_does_the_work_in_this_folder_and_replaces_killed_workers(ray, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with launched(ray) as workers:
        assert list(workers.map(square, range(5))) == [0, 1, 4, 9, 16]
        assert workers.submit(Path.cwd).result() == tmp_path
        assert workers.submit(die_until, tmp_path / "marks", 2).result() == 3


def test_without_ray_the_remedy_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(InputError, match=r"launcher: ray needs the package ray; pip install '.\[ray\]'"):
        launched(launcher("ray", address="auto"))
