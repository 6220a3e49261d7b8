"""Tasks of several processes return in order, a killed process is replaced, and none outlives its parent."""

import os
import subprocess
import sys
import time
from pathlib import Path

import launcher_tasks
import psutil
import pytest
from launcher_tasks import die_until, launcher, square

from retrain.launcher import make_executor
from retrain.ml_configuration.errors import InputError

START_WORKER = """
import time
from launcher_tasks import launcher, process_id
from retrain.launcher import make_executor
with make_executor(launcher()) as executor:
    print(executor.submit(process_id, 0).result(), flush=True)
    executor.submit(time.sleep, 60).result()
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_back_in_order(workers):
    with make_executor(launcher(workers=workers)) as executor:
        assert list(executor.map(square, range(5))) == [0, 1, 4, 9, 16]


def test_a_task_whose_process_is_killed_is_done_by_another(tmp_path):
    with make_executor(launcher()) as executor:
        starts = executor.submit(die_until, tmp_path / "marks", 2)
        assert executor.submit(square, 3).result() == 9
        assert starts.result() == 3


def test_a_task_that_kills_every_process_is_given_up(tmp_path):
    message = r"3 processes died .* launcher\.attempts"
    with make_executor(launcher()) as executor, pytest.raises(InputError, match=message):
        executor.submit(die_until, tmp_path / "marks", 9).result()


def test_what_a_task_raises_comes_back_and_what_has_not_started_is_cancelled():
    with pytest.raises(ZeroDivisionError), make_executor(launcher()) as executor:
        waiting = [executor.submit(time.sleep, 0.3) for _ in range(9)]
        executor.submit(square, 1)
        raise ZeroDivisionError
    assert sum(future.cancelled() for future in waiting) > 3
    with make_executor(launcher()) as executor, pytest.raises(TypeError):
        executor.submit(square, "x").result()


def test_workers_end_with_a_killed_parent():
    folders = [Path(launcher_tasks.__file__).parent, *sys.path]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders))}
    command = [sys.executable, "-c", START_WORKER]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as parent:
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    assert psutil.wait_procs([worker], timeout=10)[1] == []
