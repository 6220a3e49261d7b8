"""A released model is never changed, and is found by its digest or by the pointer in git."""

import itertools
import multiprocessing
import time
from pathlib import Path

import pandas as pd
import pytest
from promotions import digest, serve, write_decision

from retrain.ml_configuration import paths
from retrain.ml_configuration.errors import InputError
from retrain.model.classifier import Classifier
from retrain.model.model_folder import load_consistently, write_manifest
from retrain.production.promote import promote_retrained
from retrain.production.releases import (
    ReleasedModel,
    find_released,
    intact_releases,
    previous_model,
    release_folder,
    release_is_intact,
    store_release,
)
from retrain.workspace.atomic import replace_folder
from retrain.workspace.csv_tables import write_table
from retrain.workspace.json_files import read_json, write_json
from retrain.workspace.shell import Shell

LOADS = 20
PROMOTIONS = 3


def test_a_promotion_stores_both_models_as_releases(workplace, repository):
    old, new = digest(paths.PRODUCTION), digest(paths.RETRAINED)
    write_decision("promote")
    repository.commit_all("before")
    promote_retrained()
    assert {folder.name for folder in paths.RELEASES.iterdir()} == {old, new}
    assert digest(release_folder(old)) == old


def test_a_release_is_never_written_again_unless_it_is_damaged(workplace):
    release = store_release(paths.RETRAINED)
    written = {path: path.stat().st_ctime_ns for path in release.rglob("*")}
    assert store_release(paths.RETRAINED) == release
    assert {path: path.stat().st_ctime_ns for path in release.rglob("*")} == written
    (release / "labels.json").write_text("[]")
    assert not release_is_intact(release.name)
    assert not intact_releases()
    assert digest(store_release(paths.RETRAINED)) == release.name


def test_a_model_is_found_by_the_beginning_of_its_digest(workplace, repository):
    release = store_release(paths.RETRAINED)
    assert find_released(Shell(), release.name[:6]) == ReleasedModel(release.name, None)
    for name in (release.name[:5], "123456"):
        with pytest.raises(InputError, match=f"'{name}' names no model .* of one of these: {release.name}"):
            find_released(Shell(), name)


def test_an_ambiguous_digest_is_refused(workplace, repository):
    for name in ("abcdef1", "abcdef2"):
        write_json({"legacy": None}, paths.DECISIONS / name / "decision.json")
    repository.commit_all("two promotions")
    with pytest.raises(InputError, match=r"'abcdef' names no model that has served, or several; .* abcdef1, abcdef2"):
        find_released(Shell(), "abcdef")


def test_the_previous_model_is_the_newest_with_another_pointer(repository):
    serve(repository, "a")
    former = serve(repository, "b")
    paths.PRODUCTION_POINTER.unlink()
    repository.commit_all("no model for a while")
    serve(repository, "c")
    Path("notes").write_text("x")
    repository.commit_all("something else")
    assert previous_model(Shell()).revision == former


@pytest.mark.parametrize("contents", [(), ("a",)])
def test_without_another_model_there_is_nothing_to_roll_back_to(repository, contents):
    repository.commit_all("start")
    for content in contents:
        serve(repository, content)
    with pytest.raises(InputError, match=r"production.dvc: no other model has served"):
        previous_model(Shell())


def test_a_pointer_that_came_back_is_no_previous_model(repository):
    serve(repository, "a")
    paths.PRODUCTION_POINTER.unlink()
    repository.commit_all("none")
    serve(repository, "a")
    with pytest.raises(InputError, match="no other model"):
        previous_model(Shell())


def test_a_model_that_does_not_reproduce_its_golden_predictions_is_not_promoted(workplace, repository):
    golden = paths.RETRAINED / "golden.jsonl"
    first, *others = golden.read_text().splitlines()
    spoilt = first.replace('"prediction": "', '"prediction": "not ')
    golden.write_text("\n".join([spoilt, *others]) + "\n")
    manifest = read_json(paths.RETRAINED / "manifest.json")
    write_manifest(paths.RETRAINED, manifest["task"])
    write_decision("promote")
    repository.commit_all("before")
    before = digest(paths.PRODUCTION)
    with pytest.raises(InputError, match=r"golden.jsonl:1: the model predicts"):
        promote_retrained()
    assert digest(paths.PRODUCTION) == before


def promote_repeatedly(folders: list[Path], enough, promotions) -> None:
    for turn in itertools.count():
        if enough.is_set():
            break
        replace_folder(folders[turn % 2], paths.PRODUCTION)
        promotions.value += 1
        time.sleep(0.05)


def test_loading_during_promotions_always_gives_an_intact_model(workplace):
    folders = [store_release(paths.PRODUCTION), store_release(paths.RETRAINED)]
    context = multiprocessing.get_context("fork")
    enough, promotions = context.Event(), context.Value("i", 0)
    writer = context.Process(target=promote_repeatedly, args=(folders, enough, promotions))
    writer.start()
    loads = []
    while len(loads) < LOADS or promotions.value < PROMOTIONS:
        loads.append(Classifier.load(paths.PRODUCTION).digest)
    enough.set()
    writer.join()
    assert set(loads) <= {folder.name for folder in folders}


def test_a_folder_that_stays_damaged_is_an_error_at_once(workplace):
    calls = []

    def fails(folder):
        calls.append(folder)
        raise InputError("broken")

    with pytest.raises(InputError, match="broken"):
        load_consistently(paths.PRODUCTION, fails)
    assert len(calls) == 1


def test_a_model_that_changed_while_it_was_read_is_read_again(workplace):
    folders = iter([paths.RETRAINED])

    def load(folder):
        before = digest(folder)
        for other in folders:
            replace_folder(other, folder)
        return before

    assert load_consistently(paths.PRODUCTION, load) == digest(paths.RETRAINED)


def test_the_stored_predictions_survive_another_judging(workplace, repository):
    sealed = paths.PREDICTIONS / "sealed" / "retrained.csv"
    write_table(pd.DataFrame({"id": ["L1"], "prediction": ["meter"]}), sealed)
    write_decision("promote", best={"digest": None, "kept": "retrained"})
    repository.commit_all("before")
    promote_retrained()
    sealed.unlink()
    promote_retrained()
    assert paths.BEST_PREDICTIONS.read_text() == "id,prediction\nL1,meter\n"


@pytest.mark.parametrize(("kept", "digest_kept"), [("retrained", True), ("best", False)])
def test_a_promotion_stores_the_sealed_predictions_of_the_best_model(workplace, repository, kept, digest_kept):
    write_table(pd.DataFrame({"id": ["L1"], "prediction": ["meter"]}), paths.PREDICTIONS / "sealed" / "retrained.csv")
    write_decision("promote", best={"digest": None, "kept": kept})
    repository.commit_all("before")
    promote_retrained()
    assert paths.BEST_PREDICTIONS.is_file() is digest_kept
    assert (f"add --quiet {paths.BEST_PREDICTIONS}" in repository.calls) is digest_kept
    if digest_kept:
        assert read_json(paths.BEST_IDENTITY) == {"digest": digest(paths.RETRAINED), "seal": "s1"}
        assert paths.BEST_PREDICTIONS.read_text() == "id,prediction\nL1,meter\n"
