"""Promotion and rollback change the production model by one commit."""

import shutil

import pytest
import yaml


def commits(repository) -> list[str]:
    return repository.run("git", "log", "--format=%s").splitlines()


def manifest(repository, model: str) -> str:
    return repository.text(f"models/{model}/manifest.json")


@pytest.fixture(scope="module")
def promoted(trained, tmp_path_factory):
    """The trained repository after its promotion."""
    repository = trained.copy(tmp_path_factory.mktemp("promoted") / "repository")
    repository.run("retrain", "promote")
    return repository


def test_a_promotion_is_one_commit_with_its_reasons(trained, promoted):
    digest = trained.json("reports/decision.json")["retrained"]["digest"]
    assert commits(promoted) == [f"Promote {digest} into production", *commits(trained)]
    assert manifest(promoted, "production") == manifest(promoted, "retrained") == manifest(trained, "retrained")
    for document in ("decision.json", "comment.md"):
        assert promoted.text(f"decisions/{digest}/{document}") == trained.text(f"reports/{document}")


def test_after_a_promotion_nothing_is_left_to_run(promoted):
    assert promoted.json("reports/decision.json")["outcome"] == "identical"
    assert promoted.status() == ""
    assert "up to date" in promoted.run("dvc", "status", "dvc.yaml", "judge/dvc.yaml")
    assert "meta" not in yaml.safe_load(promoted.text("models/production.dvc"))


def test_a_promoted_model_without_a_remote_is_an_error_and_never_rebuilt(promoted, tmp_path):
    clone = promoted.clone(tmp_path / "clone")
    printed = clone.run("retrain", "promote", "--restore", code=2)
    assert "dvc remote add" in printed
    assert not (clone.folder / "models/production").exists()


def test_a_promoted_model_is_pulled_from_the_remote(promoted, tmp_path):
    source = promoted.copy(tmp_path / "source")
    source.run("dvc", "remote", "add", "--default", "store", str(tmp_path / "store"))
    source.commit("name a remote")
    source.run("dvc", "push", "--quiet", "models/production.dvc")
    clone = source.clone(tmp_path / "clone")
    clone.run("retrain", "promote", "--restore")
    assert manifest(clone, "production") == manifest(promoted, "production")
    assert clone.status() == ""


def test_a_rollback_restores_the_former_model_in_one_commit(trained, promoted, tmp_path):
    repository = promoted.copy(tmp_path / "repository")
    assert "$ git" in repository.run("retrain", "rollback", "--dry-run")
    assert manifest(repository, "production") == manifest(promoted, "production")
    repository.run("retrain", "rollback")
    assert manifest(repository, "production") == manifest(trained, "production")
    assert len(commits(repository)) == len(commits(promoted)) + 1
    assert repository.status() == ""
    assert repository.json("reports/decision.json")["outcome"] == "promote"


def test_a_rollback_by_digest_needs_no_release(trained, promoted, tmp_path):
    repository = promoted.copy(tmp_path / "repository")
    legacy = trained.json("reports/decision.json")["legacy"]["digest"]
    shutil.rmtree(repository.folder / "models/releases")
    repository.run("retrain", "rollback", legacy[:8])
    assert commits(repository) == [
        f"Roll production back to the model {legacy}",
        *commits(promoted),
    ]
    assert manifest(repository, "production") == manifest(trained, "production")
    assert repository.text("models/production.dvc") == trained.text("models/production.dvc")
    assert repository.status() == ""
    assert "up to date" in repository.run("dvc", "status", "dvc.yaml", "judge/dvc.yaml")


def test_the_sealed_predictions_of_the_best_model_are_tracked_with_its_digest(trained, promoted):
    digest, seal = (trained.json(f"reports/{name}.json") for name in ("decision", "split"))
    assert promoted.json("judge/best/best.json") == {
        "digest": digest["retrained"]["digest"],
        "seal": seal["seal"]["name"],
    }
    predictions = trained.text("judge/predictions/sealed/retrained.csv")
    assert promoted.text("judge/best/predictions.csv") == predictions
    tracked = promoted.run("git", "ls-files", "judge/best").split()
    assert tracked == [
        "judge/best/.gitignore",
        "judge/best/best.json",
        "judge/best/predictions.csv.dvc",
    ]


def test_a_rollback_without_a_former_model_is_an_error(repository):
    repository.run("git", "checkout", "--quiet", "--orphan", "new")
    repository.commit("a history of one commit")
    assert "nothing to roll back to" in repository.run("retrain", "rollback", code=2)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [('"promote"', '"review"', 1), ('"promote"', '"reject"', 1), ("digest", "digest", 2)],
)
def test_only_a_current_decision_to_promote_promotes(repository, old, new, code):
    repository.replace("reports/decision.json", old, new)
    if code == 2:
        digest = repository.json("reports/decision.json")["retrained"]["digest"]
        repository.replace("reports/decision.json", digest, "0" * 16)
    before = manifest(repository, "production")
    printed = repository.run("retrain", "promote", code=code)
    assert "Traceback" not in printed
    assert manifest(repository, "production") == before


def test_a_dry_run_prints_and_changes_nothing(repository):
    def digests() -> dict[str, bytes]:
        folders = ("models", "decisions", "reports")
        files = (path for folder in folders for path in (repository.folder / folder).rglob("*") if path.is_file())
        return {str(path): path.read_bytes() for path in files}

    shutil.rmtree(repository.folder / "decisions/uses/s1")
    before = digests()
    for command in (("promote",), ("decision", "judge")):
        assert "$ dvc" in repository.run("retrain", *command, "--dry-run")
    assert digests() == before
    shutil.rmtree(repository.folder / "models/production")
    assert "$ dvc checkout" in repository.run("retrain", "promote", "--restore", "--dry-run")
    assert not (repository.folder / "models/production").exists()


def test_predict_returns_the_predictions_of_the_judging_pipeline_also_for_single_rows(repository):
    def predict(name: str) -> list[str]:
        return repository.run("retrain", "predict", "--model", "models/retrained", name).splitlines()

    raw = repository.text("data/raw/records.csv").splitlines()
    by_id = {line.split(",")[0]: line for line in raw}
    judged = repository.text("judge/predictions/recent/retrained.csv").splitlines()
    chosen = [line for line in judged[1:] if line.split(",")[0] in by_id][:5]
    rows = [by_id[line.split(",")[0]] for line in chosen]
    repository.write("some.csv", "\n".join([raw[0], *rows]) + "\n")
    assert predict("some.csv") == [judged[0], *chosen]
    repository.write("one.csv", "\n".join([raw[0], rows[3]]) + "\n")
    assert predict("one.csv")[1] == chosen[3]
    repository.write("lacking.csv", "id,channel\n1,email\n")
    assert repository.run("retrain", "predict", "lacking.csv", code=2) == (
        "lacking.csv:1: there is no column 'product', which the model reads; it has id, channel\n"
    )
    header, amount = raw[0].split(","), rows[0].split(",")
    amount[header.index("amount")] = "12x"
    repository.write("wrong.csv", "\n".join([raw[0], ",".join(amount)]) + "\n")
    assert "wrong.csv:2: amount: '12x' is not a number" in repository.run("retrain", "predict", "wrong.csv", code=2)
