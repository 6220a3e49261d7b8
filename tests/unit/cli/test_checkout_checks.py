"""Each fault of a checkout is found by its check and has a remedy; a broken checkout raises nothing."""

import fcntl
import json
import os
import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from retrain.cli import checkout_checks
from retrain.cli.checkout_checks import CHECKS, Check, State, run_checks
from retrain.ml_configuration import paths
from retrain.model.model_folder import write_manifest

NAMES = {check.name for check in CHECKS}


@pytest.fixture
def found(monkeypatch):
    """A function: the name of a check -> its finding here."""

    def of(name):
        monkeypatch.setattr(checkout_checks, "CHECKS", [check for check in CHECKS if check.name == name])
        (finding,) = run_checks()
        return finding

    return of


@pytest.fixture
def whole(repository):
    """The working directory as a git repository in which nothing is wrong."""
    repository.git("config", "merge.ours.driver", "true")
    Path("requirements.lock").write_text(f"# Pinned.\nPyYAML=={version('PyYAML')}\n")
    Path("dvc.py").write_text("print('{}')")
    Path(".dvc").mkdir()
    Path(".dvc/config").write_text("[core]\n    remote = store\n['remote \"store\"']\n    url = elsewhere\n")
    for folder in map(Path, (".", "judge")):
        folder.mkdir(exist_ok=True)
        (folder / "dvc.yaml").touch()
        (folder / "dvc.lock").write_text("schema: '2.0'\nstages:\n  train:\n    cmd: python\n")
    return repository


def write_lock(text):
    return lambda: Path("judge/dvc.lock").write_text(text)


def torn_rwlock(text):
    Path(".dvc/tmp").mkdir()
    Path(".dvc/tmp/rwlock").write_text(text)


def queue_says(workers):
    """A queue of one task that runs, says DVC, and of one that ended."""
    Path(".dvc/tmp/exps/celery").mkdir(parents=True)
    tasks = "061d2c4  q1  08:30 AM  Running\\nf17de18  q2  08:31 AM  Success"
    Path("dvc.py").write_text(f"print('{tasks}\\n\\nWorker status: {workers}')")


FAULTS = [
    ("libraries as requirements.lock", lambda: Path("requirements.lock").write_text("PyYAML==0.1\n"), ", not 0.1"),
    (
        "libraries as requirements.lock",
        lambda: Path("requirements.lock").write_text("no-such==1\n"),
        "no-such is absent",
    ),
    ("libraries as requirements.lock", lambda: Path("requirements.lock").unlink(), "No such file"),
    ("a git repository", lambda: shutil.rmtree(".git"), "fails"),
    ("git is not locked", lambda: Path(".git/index.lock").touch(), "fails"),
    ("DVC's own lock is intact", lambda: torn_rwlock('{"read": {'), "Expecting"),
    ("DVC's own lock is intact", lambda: torn_rwlock(""), "Expecting value"),
    (
        "the merge driver `ours` is set",
        lambda: Path(".git/config").write_text('[merge "ours"]\ndriver = false\n'),
        "fails",
    ),
    ("a default DVC remote", lambda: Path(".dvc/config").write_text("[core]\n"), "none is configured"),
    ("a default DVC remote", lambda: shutil.rmtree(".dvc"), "none is configured"),
    ("the lock files are intact", write_lock(""), "judge/dvc.lock"),
    ("the lock files are intact", write_lock("schema: '2.0'\nstages:\n  train: {cmd"), "expected"),
    ("the lock files are intact", write_lock("schema: '2.0'\n"), "judge/dvc.lock"),
    ("the lock files are intact", lambda: Path("dvc.lock").unlink(), "No such file"),
    ("no killed task in the queue", lambda: queue_says("0 active, 0 idle"), "061d2c4"),
    ("every stage has run", lambda: Path("dvc.py").write_text('print(\'{"adapt": [], "train": []}\')'), "adapt, train"),
    (
        "every stage has run",
        lambda: Path("dvc.py").write_text("import sys; sys.exit('no repository')"),
        "no repository",
    ),
    (
        "production predicts as trained",
        lambda: (paths.PRODUCTION.parent.mkdir(), paths.PRODUCTION_POINTER.touch()),
        "missing",
    ),
]


def test_in_an_intact_checkout_every_check_is_ok(whole):
    findings = run_checks()
    assert {one.name for one in findings} == NAMES
    assert [one for one in findings if one.state is not State.OK] == []


@pytest.mark.parametrize(("name", "spoil", "text"), FAULTS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_fault_is_found_and_named_with_a_remedy(whole, found, name, spoil, text):
    assert found(name).state is State.OK
    spoil()
    finding = found(name)
    assert finding.state in (State.WARNING, State.MISSING)
    assert text in finding.text
    assert finding.remedy


@pytest.mark.parametrize("workers", ["1 active, 0 idle", "10 active, 0 idle"])
def test_a_task_that_a_worker_runs_is_no_finding(whole, found, workers):
    queue_says(workers)
    assert found("no killed task in the queue").state is State.OK


def test_a_repository_without_a_name_to_commit_with_is_found(whole, found, monkeypatch):
    assert found("a name to commit with").state is State.OK
    monkeypatch.setenv("GIT_COMMITTER_NAME", "")
    assert found("a name to commit with").state is State.MISSING


def test_the_extra_that_lacks_a_library_is_named(found, monkeypatch):
    def without_fastapi(library):
        if library == "fastapi":
            raise PackageNotFoundError(library)
        return "1"

    monkeypatch.setattr(checkout_checks, "version", without_fastapi)
    finding = found("the libraries of every extra")
    assert finding.state is State.MISSING
    assert finding.text.startswith("fastapi>=")
    assert "serve" in finding.text
    assert "," not in finding.text.partition("serve")[2]


def test_lightning_beside_pytorch_lightning_is_found(found, monkeypatch):
    monkeypatch.setattr(checkout_checks, "version", lambda _: "2.5")
    assert found("lightning is not installed")[1:3] == (State.MISSING, "lightning")


def test_a_build_for_one_processor_is_the_pinned_version(whole, found, monkeypatch):
    Path("requirements.lock").write_text("torch==2.13.0\n")
    monkeypatch.setattr(checkout_checks, "version", lambda _: "2.13.0+cpu")
    assert found("libraries as requirements.lock").state is State.OK


def test_a_lock_is_a_finding_only_while_a_process_holds_it(whole, found):
    lock = Path(".work/locks/workspace-1.lock")
    lock.parent.mkdir(parents=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert found("no stage is running")[1:3] == (State.WARNING, f"a process holds {lock}")
    assert found("no stage is running").state is State.OK


def test_production_is_loaded_and_predicts_its_golden_records(workplace, found):
    name = "production predicts as trained"
    assert found(name).state is State.OK
    golden = paths.PRODUCTION / "golden.jsonl"
    golden.write_text(golden.read_text().replace('"prediction": "', '"prediction": "x'))
    assert "is not the file that models/production/manifest.json names" in found(name).text
    write_manifest(paths.PRODUCTION, "letters")
    assert found(name).state is State.MISSING
    assert "the model predicts" in found(name).text


def test_the_size_of_the_work_folder_has_the_command_that_empties_it(whole, found):
    Path(".work").mkdir()
    Path(".work/big").write_bytes(bytes(3_000_000))
    assert found("size of the work folder") == ("size of the work folder", State.OK, "3 MB", "rm -rf .work")


def test_in_an_empty_folder_nothing_is_raised_and_every_fault_has_a_remedy(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.devnull)
    monkeypatch.setattr(
        checkout_checks.Shell, "_call", lambda *_, **__: (_ for _ in ()).throw(FileNotFoundError("no git here"))
    )
    findings = run_checks()
    wrong = {one.name for one in findings if one.state is not State.OK}
    assert {"a git repository", "every stage has run", "the lock files are intact"} <= wrong
    assert [one for one in findings if one.name in wrong and not (one.text and one.remedy)] == []


def test_an_additional_check_runs_too_and_its_exception_is_a_finding(monkeypatch):
    monkeypatch.setattr(checkout_checks, "CHECKS", CHECKS[2:3])

    def broken():
        raise RuntimeError("two\n  lines")

    findings = run_checks(Check("mine", State.WARNING, "mend it", broken))
    assert len(findings) == 2
    assert findings[-1] == ("mine", State.WARNING, "two lines", "mend it")
    assert json.dumps(findings[-1].state) == '"warning"'
