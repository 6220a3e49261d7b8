"""Running everything again, here or in a fresh clone, gives equal bytes."""

import pytest

LOCKS = ("dvc.lock", "judge/dvc.lock")


def test_running_everything_again_changes_no_byte_of_the_lock_files(repository):
    before = [repository.text(lock) for lock in LOCKS]
    repository.run("dvc", "repro", "--quiet", "--force")
    for stage in ("predict", "decide", "report"):
        repository.run(
            "dvc",
            "repro",
            "--quiet",
            "--force",
            "--single-item",
            f"judge/dvc.yaml:{stage}",
        )
    assert [repository.text(lock) for lock in LOCKS] == before
    assert repository.status() == ""


@pytest.mark.long
def test_a_fresh_clone_without_any_cache_ends_clean_with_the_same_verdict(trained, tmp_path):
    clone = trained.clone(tmp_path / "clone")
    clone.make_repro()
    assert clone.status() == ""
    assert clone.run("retrain", "decision", "show") == trained.run("retrain", "decision", "show")
