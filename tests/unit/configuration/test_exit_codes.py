"""Wrong input and a full disk end with 2 and a message, a failed gate with 1, a bug with its traceback."""

import errno
import os

import pytest

from records.errors import InputError as RecordsInputError
from retrain.configuration import exit_on_user_error, read_params, validate
from retrain.filterers.registry import build_filterers
from retrain.ml_configuration import GateFailed, InputError


def leave(capsys, action):
    """The exit code and the message with which an action ends."""
    with pytest.raises(SystemExit) as left, exit_on_user_error():
        action()
    return left.value.code, capsys.readouterr().err


def test_without_an_error_nothing_is_printed(capsys):
    with exit_on_user_error():
        pass
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("problem", "code"),
    [(InputError("mend it"), 2), (RecordsInputError("mend it"), 2), (GateFailed("mend it"), 1)],
)
def test_wrong_input_ends_with_2_and_a_failed_gate_with_1(capsys, problem, code):
    def fail():
        raise problem

    assert leave(capsys, fail) == (code, "mend it\n")


def test_a_bug_keeps_its_traceback():
    with pytest.raises(ZeroDivisionError), exit_on_user_error():
        print(1 / 0)


@pytest.mark.usefixtures("configuration")
def test_a_refused_option_of_a_step_ends_with_2_and_its_line(capsys, rewrite):
    line = rewrite("params.yaml", "at_least: 5", "at_leest: 5")
    code, stderr = leave(capsys, lambda: build_filterers(validate(read_params()).filterers))
    assert code == 2
    assert f"params.yaml:{line}: filterers.steps.1.at_leest: there is no such key - did you mean 'at_least'?" in stderr


@pytest.mark.parametrize(("code", "explained"), [(errno.ENOSPC, True), (errno.ENOENT, False)])
def test_a_full_disk_is_explained_and_other_errors_are_not_hidden(capsys, code, explained):
    with pytest.raises(SystemExit if explained else OSError), exit_on_user_error():
        raise OSError(code, os.strerror(code), "models/retrained")
    stderr = capsys.readouterr().err
    assert stderr == (
        "models/retrained: No space left on device; make the disk writable, then run again\n" if explained else ""
    )
