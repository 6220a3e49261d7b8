"""Models that have served stay where they are, whatever is promoted, and can serve again."""

import multiprocessing
import shutil
from pathlib import Path

import pandas as pd
import pytest

from retrain.ml_configuration import paths
from retrain.ml_configuration.problems import InputProblem
from retrain.pipeline import releases
from retrain.pipeline.classifier import Classifier
from retrain.pipeline.documents import read_document, write_document
from retrain.pipeline.exchange import replace_folder
from retrain.pipeline.model_folder import loaded_whole, open_model_folder, write_manifest
from retrain.pipeline.promote import promote_retrained
from retrain.pipeline.releases import find_release, keep_release, release_folder
from retrain.pipeline.rollback import roll_back
from retrain.pipeline.tables import write_table

PROMOTIONS = 40


def digest(folder):
    return open_model_folder(folder).digest


def promotable(repository, **decision):
    retrained = {"digest": digest(paths.RETRAINED)}
    write_document(
        {"outcome": "promote", "summary": "", "retrained": retrained, "reasons": [], **decision}, paths.DECISION
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
    assert find_release(release.name) is None
    assert digest(keep_release(paths.RETRAINED)) == release.name


def test_a_release_is_found_by_the_beginning_of_its_digest(workplace):
    release = keep_release(paths.RETRAINED)
    assert find_release(release.name[:6]) == release.name
    assert find_release("000000") is None
    with pytest.raises(InputProblem, match="'ab' is too short"):
        find_release("ab")


def test_a_name_that_stands_for_several_is_refused(workplace, monkeypatch):
    for name in ("abcdef1", "abcdef2"):
        release_folder(name).mkdir(parents=True)
    monkeypatch.setattr(releases, "_whole", lambda _: True)
    with pytest.raises(InputProblem, match="'abcdef' stands for several models: abcdef1, abcdef2"):
        find_release("abcdef")


def test_a_rollback_by_digest_serves_the_release(workplace, repository):
    old = digest(paths.PRODUCTION)
    promotable(repository)
    promote_retrained()
    roll_back(old[:8])
    assert digest(paths.PRODUCTION) == old
    assert repository.git("log", "-1", "--format=%s").strip() == f"Roll production back to the model {old}"


def test_a_dry_run_of_a_rollback_by_digest_changes_nothing(workplace, repository, capsys):
    old = keep_release(paths.PRODUCTION).name
    replace_folder(paths.RETRAINED, paths.PRODUCTION)
    roll_back(old, dry_run=True)
    assert capsys.readouterr().out.startswith(f"$ cp -r models/releases/{old} models/production\n")
    assert digest(paths.PRODUCTION) == digest(paths.RETRAINED)


def test_without_the_release_git_s_history_is_asked(workplace, repository):
    new = digest(paths.RETRAINED)
    promotable(repository)
    promote_retrained()
    promotion = repository.git("rev-parse", "HEAD").strip()
    paths.PRODUCTION_POINTER.write_text("another model")
    repository.commit_all("another model")
    shutil.rmtree(paths.RELEASES)
    roll_back(new[:8])
    assert repository.git("show", f"{promotion}:models/production.dvc") == paths.PRODUCTION_POINTER.read_text()
    assert "checkout --quiet --force models/production.dvc" in repository.calls


def test_an_unknown_digest_is_refused_with_those_that_are_known(workplace, repository):
    release = keep_release(paths.RETRAINED)
    with pytest.raises(InputProblem, match=f"no model '123456' has served, or several have; known are {release.name}"):
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
    with pytest.raises(InputProblem, match=r"golden.jsonl:1: the model answers"):
        promote_retrained()
    assert digest(paths.PRODUCTION) == before


def exchange_again_and_again(folders: list[Path], stop) -> None:
    for turn in range(PROMOTIONS):
        replace_folder(folders[turn % 2], paths.PRODUCTION)
    stop.set()


def test_whoever_loads_while_models_are_promoted_gets_a_whole_one(workplace):
    folders = [keep_release(paths.PRODUCTION), keep_release(paths.RETRAINED)]
    context = multiprocessing.get_context("fork")
    stop, loads = context.Event(), []
    writer = context.Process(target=exchange_again_and_again, args=(folders, stop))
    writer.start()
    while not stop.is_set():
        loads.append(Classifier.load(paths.PRODUCTION).digest)
    writer.join()
    assert set(loads) <= {folder.name for folder in folders}
    assert len(loads) > 5


def test_a_folder_that_is_broken_for_good_is_an_error_at_once(workplace):
    calls = []

    def fails(folder):
        calls.append(folder)
        raise InputProblem("broken")

    with pytest.raises(InputProblem, match="broken"):
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
