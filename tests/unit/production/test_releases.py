"""Models that have served stay where they are, whatever is promoted, and can serve again."""

import itertools
import multiprocessing
import shutil
import time
from pathlib import Path

import pandas as pd
import pytest

from retrain.ml_configuration import paths
from retrain.ml_configuration.errors import InputError
from retrain.model.classifier import Classifier
from retrain.model.model_folder import loaded_whole, open_model_folder, write_manifest
from retrain.production.promote import promote_retrained
from retrain.production.releases import Served, find_served, is_whole, keep_release, release_folder, whole_releases
from retrain.production.rollback import roll_back
from retrain.workspace.atomic import replace_folder
from retrain.workspace.csv_tables import write_table
from retrain.workspace.json_files import read_document, write_document
from retrain.workspace.shell import Shell

LOADS = 20


def digest(folder):
    return open_model_folder(folder).digest


def promotable(repository, **decision):
    retrained = {"digest": digest(paths.RETRAINED)}
    write_document(
        {"outcome": "promote", "summary": "", "retrained": retrained, "legacy": None, "reasons": [], **decision},
        paths.DECISION,
    )
    paths.COMMENT.write_text("why\n")
    repository.commit_all("before")


def test_a_promotion_keeps_both_models_as_releases(workplace, repository):
    old, new = digest(paths.PRODUCTION), digest(paths.RETRAINED)
    promotable(repository)
    promote_retrained()
    assert {folder.name for folder in paths.RELEASES.iterdir()} == {old, new}
    assert digest(release_folder(old)) == old


def test_a_release_is_never_written_again_unless_it_is_damaged(workplace):
    release = keep_release(paths.RETRAINED)
    written = {path: path.stat().st_ctime_ns for path in release.rglob("*")}
    assert keep_release(paths.RETRAINED) == release
    assert {path: path.stat().st_ctime_ns for path in release.rglob("*")} == written
    (release / "labels.json").write_text("[]")
    assert not is_whole(release.name)
    assert not whole_releases()
    assert digest(keep_release(paths.RETRAINED)) == release.name


def test_a_model_is_found_by_the_beginning_of_its_digest(workplace, repository):
    release = keep_release(paths.RETRAINED)
    assert find_served(Shell(), release.name[:6]) == Served(release.name, None)
    for name in (release.name[:5], "123456"):
        with pytest.raises(InputError, match=f"'{name}' names no model .* of one of these: {release.name}"):
            find_served(Shell(), name)


def test_a_name_that_stands_for_several_is_refused(workplace, repository):
    for name in ("abcdef1", "abcdef2"):
        write_document({"legacy": None}, paths.DECISIONS / name / "decision.json")
    repository.commit_all("two promotions")
    with pytest.raises(InputError, match=r"'abcdef' names no model that has served, or several; .* abcdef1, abcdef2"):
        find_served(Shell(), "abcdef")


def test_a_rollback_by_digest_serves_a_release_that_git_does_not_know(workplace, repository):
    old = digest(paths.PRODUCTION)
    promotable(repository)
    promote_retrained()
    roll_back(old[:8])
    assert digest(paths.PRODUCTION) == old
    assert repository.calls[3:] == ["add --quiet models/production", "repro --quiet", "repro --quiet judge/dvc.yaml"]
    assert repository.git("log", "-1", "--format=%s").strip() == f"Roll production back to the model {old}"


def test_a_dry_run_of_a_rollback_by_digest_changes_nothing(workplace, repository, capsys):
    old = keep_release(paths.PRODUCTION).name
    replace_folder(paths.RETRAINED, paths.PRODUCTION)
    roll_back(old, dry_run=True)
    assert capsys.readouterr().out.startswith(f"$ cp -r models/releases/{old} models/production\n")
    assert digest(paths.PRODUCTION) == digest(paths.RETRAINED)


@pytest.fixture
def promoted(workplace, repository):
    """The digests of the first model and of the one that was promoted after it, both pointers committed."""
    digests = digest(paths.PRODUCTION), digest(paths.RETRAINED)
    paths.PRODUCTION_POINTER.write_text("first")
    promotable(repository, legacy={"digest": digests[0]})
    promote_retrained()
    return digests


def test_a_rollback_by_digest_brings_the_pointer_of_git_s_history_back(promoted, repository):
    first, second = promoted
    pointer = paths.PRODUCTION_POINTER.read_text()
    roll_back(first)
    assert (digest(paths.PRODUCTION), paths.PRODUCTION_POINTER.read_text()) == (first, "first")
    roll_back(second)
    assert (digest(paths.PRODUCTION), paths.PRODUCTION_POINTER.read_text()) == (second, pointer)
    assert not any("former" in call for call in repository.calls)
    assert repository.git("status", "--porcelain", "models/production.dvc") == ""


def test_without_the_release_dvc_is_asked_first_its_cache_then_its_remote(promoted, repository, monkeypatch, tmp_path):
    first, _ = promoted
    shutil.move(paths.RELEASES / first, tmp_path / "kept")
    monkeypatch.setenv("DVC_FORMER", str(tmp_path / "kept"))
    monkeypatch.setenv("DVC_FAILS", "checkout")
    roll_back(first)
    assert digest(paths.PRODUCTION) == first
    assert "pull --quiet --force models/former.dvc" in repository.calls
    assert is_whole(first)


def test_a_pointer_that_is_another_model_s_changes_nothing(promoted, repository, monkeypatch):
    first, second = promoted
    shutil.rmtree(paths.RELEASES / first)
    monkeypatch.setenv("DVC_FORMER", str(paths.RETRAINED.absolute()))
    with pytest.raises(InputError, match=f"its models/production.dvc is that of {second}, not of {first}"):
        roll_back(first)
    assert digest(paths.PRODUCTION) == second
    assert not Path("models/former.dvc").exists()


def test_an_unknown_digest_is_refused_with_those_that_are_known(workplace, repository):
    release = keep_release(paths.RETRAINED)
    with pytest.raises(InputError, match=f"'123456' names no model that has served, .* {release.name}"):
        roll_back("123456")


def test_a_model_that_does_not_reproduce_its_golden_answers_is_not_promoted(workplace, repository):
    golden = paths.RETRAINED / "golden.jsonl"
    first, *others = golden.read_text().splitlines()
    spoilt = first.replace('"prediction": "', '"prediction": "not ')
    golden.write_text("\n".join([spoilt, *others]) + "\n")
    manifest = read_document(paths.RETRAINED / "manifest.json")
    write_manifest(paths.RETRAINED, manifest["task"])
    promotable(repository)
    before = digest(paths.PRODUCTION)
    with pytest.raises(InputError, match=r"golden.jsonl:1: the model answers"):
        promote_retrained()
    assert digest(paths.PRODUCTION) == before


def exchange_again_and_again(folders: list[Path], enough, promotions) -> None:
    for turn in itertools.count():
        if enough.is_set():
            break
        replace_folder(folders[turn % 2], paths.PRODUCTION)
        promotions.value += 1
        time.sleep(0.05)


def test_whoever_loads_while_models_are_promoted_gets_a_whole_one(workplace):
    folders = [keep_release(paths.PRODUCTION), keep_release(paths.RETRAINED)]
    context = multiprocessing.get_context("fork")
    enough, promotions = context.Event(), context.Value("i", 0)
    writer = context.Process(target=exchange_again_and_again, args=(folders, enough, promotions))
    writer.start()
    loads = [Classifier.load(paths.PRODUCTION).digest for _ in range(LOADS)]
    enough.set()
    writer.join()
    assert set(loads) <= {folder.name for folder in folders}
    assert promotions.value > 1


def test_a_folder_that_is_broken_for_good_is_an_error_at_once(workplace):
    calls = []

    def fails(folder):
        calls.append(folder)
        raise InputError("broken")

    with pytest.raises(InputError, match="broken"):
        loaded_whole(paths.PRODUCTION, fails)
    assert len(calls) == 1


def test_a_model_that_changed_while_it_was_read_is_read_again(workplace):
    folders = iter([paths.RETRAINED])

    def load(folder):
        before = digest(folder)
        for other in folders:
            replace_folder(other, folder)
        return before

    assert loaded_whole(paths.PRODUCTION, load) == digest(paths.RETRAINED)


def test_the_kept_predictions_stay_when_the_court_has_run_again(workplace, repository):
    sealed = paths.PREDICTIONS / "sealed" / "retrained.csv"
    write_table(pd.DataFrame({"id": ["L1"], "prediction": ["meter"]}), sealed)
    promotable(repository, best={"digest": None, "kept": "retrained"})
    promote_retrained()
    sealed.unlink()
    promote_retrained()
    assert paths.BEST_PREDICTIONS.read_text() == "id,prediction\nL1,meter\n"


@pytest.mark.parametrize(("kept", "digest_kept"), [("retrained", True), ("best", False)])
def test_a_promotion_keeps_the_sealed_predictions_of_the_best_model(workplace, repository, kept, digest_kept):
    write_table(pd.DataFrame({"id": ["L1"], "prediction": ["meter"]}), paths.PREDICTIONS / "sealed" / "retrained.csv")
    promotable(repository, best={"digest": None, "kept": kept})
    promote_retrained()
    assert paths.BEST_PREDICTIONS.is_file() is digest_kept
    assert (f"add --quiet {paths.BEST_PREDICTIONS}" in repository.calls) is digest_kept
    if digest_kept:
        assert read_document(paths.BEST_IDENTITY) == {"digest": digest(paths.RETRAINED), "seal": "s1"}
        assert paths.BEST_PREDICTIONS.read_text() == "id,prediction\nL1,meter\n"
