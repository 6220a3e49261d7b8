"""A folder is replaced in one step, whatever is killed or fails."""

import errno
import shutil

import pytest

from retrain.workspace import atomic as module
from retrain.workspace.atomic import SWAPS, exchange, replace_folder

FALLBACKS = [{}, {"Linux": lambda _one, _other: -1, "Darwin": lambda _one, _other: -1}]


@pytest.fixture
def folders(tmp_path):
    for name in ("retrained", "production"):
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "deep" / "model").write_text(name)
    (tmp_path / "production" / "only_old").write_text("x")
    return tmp_path / "retrained", tmp_path / "production"


def content(folder):
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


NEW = {"deep/model": "retrained"}
OLD = {"deep/model": "production", "only_old": "x"}


@pytest.mark.parametrize("swaps", [SWAPS, *FALLBACKS], ids=["one step", "unknown system", "call that fails"])
def test_the_target_becomes_a_copy_and_nothing_is_left_beside_it(folders, monkeypatch, swaps):
    source, target = folders
    monkeypatch.setattr(module, "SWAPS", swaps)
    replace_folder(source, target)
    assert content(target) == content(source) == NEW
    assert sorted(path.name for path in target.parent.iterdir()) == ["production", "retrained"]


@pytest.mark.parametrize("swaps", [SWAPS, *FALLBACKS], ids=["one step", "unknown system", "call that fails"])
def test_two_folders_are_exchanged(folders, monkeypatch, swaps):
    monkeypatch.setattr(module, "SWAPS", swaps)
    exchange(*folders)
    assert content(folders[0]) == OLD
    assert content(folders[1]) == NEW


def test_a_target_that_does_not_exist_yet_is_made(folders):
    source, target = folders
    shutil.rmtree(target)
    replace_folder(source, target)
    assert content(target) == NEW


def test_a_c_library_without_the_call_falls_back_to_renames(folders, monkeypatch):
    class Library:
        """A C library of before renameat2."""

    monkeypatch.setattr(module.ctypes, "CDLL", lambda *_arguments, **_options: Library())
    assert module._linux_swap(b"one", b"other") == -1
    monkeypatch.setattr(module.platform, "system", lambda: "Linux")
    replace_folder(*folders)
    assert content(folders[1]) == NEW


def test_on_a_mac_its_own_call_swaps(monkeypatch):
    calls = []

    class Library:
        """The C library of a Mac."""

        def renamex_np(self, *arguments):
            calls.append(arguments)
            return 0

    monkeypatch.setattr(module.ctypes, "CDLL", lambda *_arguments, **_options: Library())
    monkeypatch.setattr(module.platform, "system", lambda: "Darwin")
    assert SWAPS["Darwin"](b"one", b"other") == 0
    assert calls == [(b"one", b"other", 2)]


def test_a_full_disk_leaves_the_target_as_it_was_and_the_next_call_cleans_up(folders, monkeypatch):
    source, target = folders

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space left"):
        patched.setattr(module.os, "fsync", full)
        replace_folder(source, target)
    assert content(target) == OLD
    replace_folder(source, target)
    assert content(target) == NEW
    assert sorted(path.name for path in target.parent.iterdir()) == ["production", "retrained"]


def test_a_disk_that_fills_while_copying_leaves_the_target_as_it_was(folders, monkeypatch):
    source, target = folders

    def full(*_arguments, **_options):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    monkeypatch.setattr(shutil, "copy2", full)
    with pytest.raises(OSError, match="No space left"):
        replace_folder(source, target)
    assert content(target) == OLD


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("renames", [0, 1, 2])
def test_a_kill_between_the_three_renames_is_recovered_by_the_next_call(folders, monkeypatch, renames):
    source, target = folders
    real, done = module.Path.rename, []

    def rename(path, place):
        if len(done) == renames:
            raise Killed
        done.append(place)
        return real(path, place)

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(module, "SWAPS", {})
        patched.setattr(module.Path, "rename", rename)
        replace_folder(source, target)
    replace_folder(source, target)
    assert content(target) == NEW
    assert sorted(path.name for path in target.parent.iterdir()) == ["production", "retrained"]


def test_a_full_disk_after_a_kill_between_renames_brings_the_old_folder_back(folders, monkeypatch):
    source, target = folders
    target.rename(target.with_name(".production.aside"))
    with monkeypatch.context() as patched, pytest.raises(OSError, match="full"):
        patched.setattr(module, "_flush", lambda *_paths: (_ for _ in ()).throw(OSError("full")))
        replace_folder(source, target)
    assert content(target) == OLD


def test_a_kill_after_the_exchange_leaves_the_new_folder(folders, monkeypatch):
    source, target = folders
    (target.parent / ".production.staged").mkdir()
    (target.parent / ".production.staged" / "half").write_text("a copy that was never finished")
    replace_folder(source, target)
    assert content(target) == NEW
    assert sorted(path.name for path in target.parent.iterdir()) == ["production", "retrained"]
