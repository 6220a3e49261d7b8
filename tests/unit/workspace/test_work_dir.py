"""One work folder for all workspaces of a repository, and locks in it that one process holds at a time."""

import threading

import pytest

from retrain.workspace.work_dir import exclusive_lock, work_folder, workspace_name


@pytest.mark.parametrize(
    ("variables", "place"),
    [
        ({}, ".work"),
        ({"RETRAIN_WORK_DIR": "/elsewhere/work"}, "/elsewhere/work"),
        ({"DVC_ROOT": "/somewhere/repository"}, "/somewhere/repository/.work"),
        ({"DVC_ROOT": "/somewhere/repository/.dvc/tmp/exps/tmp123"}, "/somewhere/repository/.work"),
        ({"DVC_ROOT": "/somewhere", "RETRAIN_WORK_DIR": "/elsewhere"}, "/elsewhere"),
    ],
)
def test_experiments_in_temporary_workspaces_share_one_work_folder(monkeypatch, variables, place):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert str(work_folder()) == place


def test_a_second_holder_of_a_lock_says_that_it_waits_and_comes_after_the_first(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("RETRAIN_WORK_DIR", str(tmp_path))
    order = []

    def second():
        with exclusive_lock(workspace_name()):
            order.append("second")

    with exclusive_lock(workspace_name()):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.3)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]
    assert "waiting" in capsys.readouterr().out
