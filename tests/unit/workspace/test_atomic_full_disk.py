"""A disk that fails at any operation leaves the old state, and the next call completes the work."""

import errno
import os
import shutil
import sys
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest

from retrain.ml_configuration import paths
from retrain.model.model_folder import open_model_folder
from retrain.production.promote import promote_retrained
from retrain.workspace.atomic import replace_folder
from retrain.workspace.checkpoint_folder import CheckpointFolder
from retrain.workspace.json_files import write_json

IGNORED = Path(__file__).parents[3] / ".gitignore"
WRITING = {"os.mkdir", "os.rename", "os.utime", "os.chmod", "shutil.copyfile", "shutil.copytree"}
FLUSH, EVERY = "a flush", 31


class Disk:
    """Counts the operations that write under a folder, and the commands that are started, and fails at one of them."""

    def __init__(self) -> None:
        self.folder = ""
        self.fail_at: int | None = None
        self.paths: list[str] = []
        self.code = errno.ENOSPC
        sys.addaudithook(self.hook)

    def watch(self, folder: Path, fail_at: int | None, code: int = errno.ENOSPC) -> None:
        self.folder, self.fail_at, self.paths, self.code = str(folder), fail_at, [], code

    @property
    def seen(self) -> int:
        return len(self.paths)

    def hook(self, event: str, arguments: tuple) -> None:
        writes = event in WRITING or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        named = writes and not isinstance(arguments[0], int)
        here = named and str(Path(os.fsdecode(arguments[0])).absolute()).startswith(self.folder)
        if self.folder and (here or event == "subprocess.Popen"):
            self.count(str(arguments[0]))

    def count(self, path: str) -> None:
        self.step(path, self.fail)

    def step(self, path: str, at_last) -> None:
        self.paths.append(path)
        if self.seen - 1 == self.fail_at:
            at_last(path)

    def fail(self, path: str) -> None:
        raise OSError(self.code, os.strerror(self.code), path)


@pytest.fixture(scope="module")
def installed():
    return Disk()


@pytest.fixture
def disk(installed, monkeypatch):
    """A disk whose flushes can fail too; the others are left out, since no power cut follows."""

    def counted(_descriptor: int) -> None:
        if installed.folder:
            installed.count(FLUSH)

    monkeypatch.setattr(os, "fsync", counted)
    yield installed
    installed.watch(Path(), None)
    installed.folder = ""


def operations(disk, folder: Path, work) -> int:
    """How many writing operations the work takes when nothing fails."""
    disk.watch(folder, None)
    work()
    disk.folder = ""
    assert disk.seen > 0
    return disk.seen


def moments(disk, folder: Path, work) -> list[int]:
    """The numbers of the work's writing operations: all of its own, of the many that copy a model's files some."""
    operations(disk, folder, work)
    alike = (
        after == before == FLUSH or ".staged/" in after or after.startswith("<DirEntry")
        for before, after in pairwise(["", *disk.paths])
    )
    return [number for number, same in enumerate(alike) if not same or number % EVERY == 0]


def fails(disk, folder: Path, number: int, work) -> bool:
    """Whether the work came to the operation of this number, which failed."""
    disk.watch(folder, number, errno.ENOSPC if number % 2 else errno.EIO)
    with suppress(OSError):
        work()
    disk.folder = ""
    return disk.seen > number


def test_a_checkpoint_is_the_old_one_or_the_new_one_at_every_failing_write(disk, tmp_path):
    kept = CheckpointFolder(tmp_path / "train")
    for number in range(operations(disk, tmp_path, lambda: kept.save(b"first"))):
        assert fails(disk, tmp_path, number, lambda: kept.save(b"second"))
        assert kept.newest() in {b"first", b"second"}
        assert [path.name for path in kept.folder.iterdir()] == ["newest.ckpt"]
        kept.save(b"first")


def test_a_folder_is_the_old_one_or_the_new_one_at_every_failing_write(disk, workplace):
    before, after = (open_model_folder(folder).digest for folder in (paths.PRODUCTION, paths.RETRAINED))
    replace_folder(paths.PRODUCTION, Path("models/former"))
    for number in range(operations(disk, workplace, lambda: replace_folder(paths.RETRAINED, paths.PRODUCTION))):
        replace_folder(Path("models/former"), paths.PRODUCTION)
        assert fails(disk, workplace, number, lambda: replace_folder(paths.RETRAINED, paths.PRODUCTION))
        assert open_model_folder(paths.PRODUCTION).digest in {before, after}
    replace_folder(paths.RETRAINED, paths.PRODUCTION)
    assert open_model_folder(paths.PRODUCTION).digest == after


@pytest.fixture
def promotable(workplace, repository):
    """The digests of both models, and a function that puts everything back to before the promotion."""
    digests = tuple(open_model_folder(folder).digest for folder in (paths.PRODUCTION, paths.RETRAINED))
    decision = {"outcome": "promote", "summary": "because", "retrained": {"digest": digests[1]}, "reasons": []}
    write_json({**decision, "best": {"digest": None, "kept": "retrained"}}, paths.DECISION)
    paths.COMMENT.write_text("why\n")
    (paths.PREDICTIONS / "sealed").mkdir(parents=True)
    (paths.PREDICTIONS / "sealed" / "retrained.csv").write_text("id,prediction\n")
    shutil.copyfile(IGNORED, ".gitignore")
    first = repository.commit_all("before")
    replace_folder(paths.PRODUCTION, Path("models/former"))

    def reset() -> None:
        repository.git("reset", "--quiet", "--hard", first)
        shutil.rmtree(paths.DECISIONS, ignore_errors=True)
        shutil.rmtree(paths.RELEASES, ignore_errors=True)
        shutil.rmtree(paths.BEST, ignore_errors=True)
        replace_folder(Path("models/former"), paths.PRODUCTION)

    return digests, reset


def test_a_promotion_on_a_disk_that_fails_at_each_write_is_finished_by_the_next_call(disk, workplace, promotable):
    (old, new), reset = promotable
    for number in moments(disk, workplace, promote_retrained):
        reset()
        assert fails(disk, workplace, number, promote_retrained)
        assert open_model_folder(paths.PRODUCTION).digest in {old, new}
        promote_retrained()
        assert open_model_folder(paths.PRODUCTION).digest == new


def killed(disk, folder: Path, number: int, work) -> None:
    """A process that does the work and is gone at the operation of this number, without any clean-up."""
    child = os.fork()
    if not child:
        disk.count = lambda path: disk.step(path, lambda _: os._exit(9))
        disk.watch(folder, number)
        work()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def test_a_promotion_killed_at_any_step_leaves_the_old_model_or_the_new_one(disk, workplace, repository, promotable):
    (old, new), reset = promotable
    steps, seen = moments(disk, workplace, promote_retrained), set()
    undisturbed = repository.git("rev-parse", "HEAD^{tree}")
    for number in steps:
        reset()
        killed(disk, workplace, number, promote_retrained)
        serving = open_model_folder(paths.PRODUCTION).digest
        seen.add(serving)
        assert serving in {old, new}
        assert {open_model_folder(folder).digest for folder in paths.RELEASES.glob("[!.]*")} <= {old, new}
        promote_retrained()
        assert open_model_folder(paths.PRODUCTION).digest == new
        assert repository.git("rev-list", "--count", "HEAD").strip() == "2"
        assert repository.git("rev-parse", "HEAD^{tree}") == undisturbed
        assert repository.git("status", "--porcelain") == ""
    assert seen == {old, new}
