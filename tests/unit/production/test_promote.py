"""What changes production: printed commands, promotion, rollback, the model of a fresh clone."""

import shutil
from pathlib import Path

import pytest
import yaml

from retrain.ml_configuration import paths
from retrain.ml_configuration.errors import GateFailed, InputError
from retrain.model.model_folder import open_model_folder
from retrain.production.promote import commit, promote_retrained
from retrain.production.releases import former_model
from retrain.production.restore import restore_production
from retrain.production.rollback import roll_back
from retrain.workspace.json_files import write_document
from retrain.workspace.shell import Shell

CONFIGURATION = Path(__file__).parents[3] / "conf"
LEGACY = CONFIGURATION / "experiment" / "legacy.yaml"
SETTLING = ["add --quiet models/production", "repro --quiet", "repro --quiet judge/dvc.yaml"]


def digest(folder=paths.RETRAINED):
    return open_model_folder(folder).digest


def decide_that(outcome):
    write_document(
        {"outcome": outcome, "mode": "enforce", "summary": "because", "retrained": {"digest": digest()}, "legacy": None}
        | {"looks": {"seal": 1, "at_most": 50, "window": 1, "look": 1}, "reasons": []},
        paths.DECISION,
    )
    paths.COMMENT.write_text("why\n")


def serve(repository, content):
    paths.PRODUCTION_POINTER.parent.mkdir(exist_ok=True)
    paths.PRODUCTION_POINTER.write_text(content)
    return repository.commit_all(f"serve {content}")


def test_a_command_is_printed_before_it_runs_in_its_folder(tmp_path, capfd):
    Shell(folder=tmp_path, environment={"COLOUR": "red"}).run("python", "-c", "import os; print(os.environ['COLOUR'])")
    assert capfd.readouterr().out.splitlines() == [
        f"$ (cd {tmp_path} && python -c 'import os; print(os.environ['\"'\"'COLOUR'\"'\"'])')",
        "red",
    ]


def test_a_dry_run_prints_only(tmp_path, capsys):
    Shell(dry_run=True).run("git", "init", str(tmp_path / "never"))
    assert capsys.readouterr().out == f"$ git init {tmp_path / 'never'}\n"
    assert not (tmp_path / "never").exists()


def test_a_failed_command_is_named():
    with pytest.raises(InputError, match="`git frobnicate` failed; its message stands above"):
        Shell().run("git", "frobnicate")
    with pytest.raises(InputError, match=r"`git frobnicate` failed: .*frobnicate"):
        Shell().output("git", "frobnicate")
    assert not Shell().succeeds("git", "frobnicate")
    assert Shell().output("git", "--version").startswith("git version")


def test_promotion_copies_archives_settles_and_commits_once(workplace, repository):
    decide_that("promote")
    Path("README.md").write_text("first\n")
    first = repository.commit_all("before")
    Path("README.md").write_text("a change of the user\n")
    repository.git("add", "README.md")
    promote_retrained()
    assert digest(paths.PRODUCTION) == digest()
    assert repository.calls == SETTLING
    assert repository.git("rev-list", "--count", f"{first}..HEAD").strip() == "1"
    changed = set(repository.git("show", "--format=", "--name-only", "HEAD").split())
    archive = f"decisions/{digest()}"
    assert changed == {"models/production.dvc", f"{archive}/decision.json", f"{archive}/comment.md"}
    assert (Path(archive) / "comment.md").read_text() == "why\n"
    assert repository.git("diff", "--cached", "--name-only").split() == ["README.md"]


@pytest.mark.parametrize("outcome", ["review", "reject", "identical"])
def test_a_decision_that_does_not_say_promote_changes_nothing(workplace, repository, outcome):
    decide_that(outcome)
    before = digest(paths.PRODUCTION)
    with pytest.raises(GateFailed, match=f"the decision says {outcome}, not promote: because"):
        promote_retrained()
    assert digest(paths.PRODUCTION) == before
    assert not paths.DECISIONS.exists()
    assert repository.calls == []


def test_an_interrupted_promotion_is_finished_by_the_next_call(workplace, repository, monkeypatch):
    decide_that("promote")
    first = repository.commit_all("before")
    with monkeypatch.context() as failing, pytest.raises(InputError, match="dvc repro --quiet` failed"):
        failing.setenv("DVC_FAILS", "repro")
        promote_retrained()
    assert digest(paths.PRODUCTION) == digest()
    decide_that("identical")
    promote_retrained()
    assert repository.git("rev-list", "--count", f"{first}..HEAD").strip() == "1"
    assert "identical" in repository.git("show", "HEAD:reports/decision.json")
    assert '"promote"' in (paths.DECISIONS / digest() / "decision.json").read_text()


def test_a_model_in_production_that_was_never_archived_is_judged(workplace, repository):
    shutil.rmtree(paths.PRODUCTION)
    shutil.copytree(paths.RETRAINED, paths.PRODUCTION)
    decide_that("identical")
    with pytest.raises(GateFailed):
        promote_retrained()


def test_an_archive_whose_model_does_not_serve_any_more_is_judged_again(workplace, repository):
    decide_that("review")
    (paths.DECISIONS / digest()).mkdir(parents=True)
    shutil.copyfile(paths.DECISION, paths.DECISIONS / digest() / "decision.json")
    with pytest.raises(GateFailed):
        promote_retrained()


def test_a_dry_run_of_promotion_prints_its_lines_and_changes_nothing(workplace, repository, capsys):
    decide_that("promote")
    repository.commit_all("before")
    before = digest(paths.PRODUCTION)
    promote_retrained(dry_run=True)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("$ cp -r models/retrained models/production && cp reports/decision.json")
    assert lines[1:4] == [f"$ dvc {line}" for line in SETTLING]
    assert lines[-1].startswith(f"$ git commit --quiet --message 'Promote {digest()} into production' -- ")
    assert digest(paths.PRODUCTION) == before
    assert repository.calls == []
    assert repository.git("status", "--porcelain") == ""


def test_nothing_is_committed_where_nothing_changed(repository):
    serve(repository, "a")
    head = repository.git("rev-parse", "HEAD")
    commit(Shell(), "empty")
    assert repository.git("rev-parse", "HEAD") == head


def test_the_former_revision_is_the_newest_with_another_pointer(repository):
    serve(repository, "a")
    former = serve(repository, "b")
    paths.PRODUCTION_POINTER.unlink()
    repository.commit_all("no model for a while")
    serve(repository, "c")
    Path("notes").write_text("x")
    repository.commit_all("something else")
    assert former_model(Shell()).revision == former


@pytest.mark.parametrize("contents", [(), ("a",)])
def test_without_another_model_there_is_nothing_to_roll_back_to(repository, contents):
    repository.commit_all("start")
    for content in contents:
        serve(repository, content)
    with pytest.raises(InputError, match=r"production.dvc: git knows no other model that served"):
        former_model(Shell())


def test_a_pointer_that_came_back_is_no_former_model(repository):
    serve(repository, "a")
    paths.PRODUCTION_POINTER.unlink()
    repository.commit_all("none")
    serve(repository, "a")
    with pytest.raises(InputError, match="no other model"):
        former_model(Shell())


@pytest.fixture
def former_in_dvc(repository, tiny_road, monkeypatch):
    """The digest of the model that DVC has for the pointer of a former model."""
    monkeypatch.setenv("DVC_FORMER", str(tiny_road / paths.PRODUCTION))
    return digest(tiny_road / paths.PRODUCTION)


def test_rollback_restores_the_former_model_and_its_pointer_in_one_commit(repository, former_in_dvc):
    former = serve(repository, "a")
    last = serve(repository, "b")
    roll_back()
    assert paths.PRODUCTION_POINTER.read_text() == "a"
    assert digest(paths.PRODUCTION) == former_in_dvc
    assert repository.calls == [
        "checkout --quiet --force models/former.dvc",
        "commit --quiet --force models/production.dvc",
        *SETTLING[1:],
    ]
    assert sorted(path.name for path in Path("models").iterdir()) == ["production", "production.dvc", "releases"]
    assert repository.git("log", "--format=%s", f"{last}..HEAD").splitlines() == [
        f"Roll production back to the model of {former[:12]}"
    ]


def test_a_dry_run_of_rollback_changes_nothing(repository, capsys):
    former = serve(repository, "a")
    serve(repository, "b")
    roll_back(dry_run=True)
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        f"$ git show {former}:models/production.dvc | sed 's/path: production/path: former/' > models/former.dvc",
        "$ dvc pull --quiet models/former.dvc",
        "$ cp -r models/former models/production",
        f"$ git checkout {former} -- models/production.dvc",
    ]
    assert paths.PRODUCTION_POINTER.read_text() == "b"
    assert repository.calls == []


def test_without_a_tracked_model_production_is_left_empty(repository):
    restore_production()
    assert list(paths.PRODUCTION.iterdir()) == []
    assert repository.calls == []


def test_a_model_that_is_here_is_left_alone(workplace, repository):
    paths.PRODUCTION_POINTER.write_text("outs: []\n")
    restore_production()
    assert repository.calls == []


def test_a_model_in_the_cache_is_checked_out(repository):
    serve(repository, "outs: []\n")
    restore_production()
    assert repository.calls == ["checkout models/production.dvc"]


def test_a_model_on_a_remote_is_pulled_and_the_remote_named(repository, monkeypatch, capsys):
    serve(repository, "meta: {demo: true}\n")
    monkeypatch.setenv("DVC_FAILS", "checkout")
    monkeypatch.setenv("DVC_REMOTES", "store s3://somewhere")
    restore_production()
    assert "production is on the remote store" in capsys.readouterr().out
    assert repository.calls[-1] == "pull models/production.dvc"


@pytest.mark.parametrize("pointer", ["outs: []\n", "outs: []\nmeta: {demo: false}\n"])
def test_a_model_that_is_nowhere_to_be_had_is_refused_and_never_rebuilt(repository, monkeypatch, pointer):
    serve(repository, pointer)
    monkeypatch.setenv("DVC_FAILS", "checkout")
    with pytest.raises(InputError, match=r"not in the cache, and no remote is configured; .*dvc remote add"):
        restore_production()
    assert repository.calls == ["checkout models/production.dvc", "remote list"]


@pytest.fixture
def demo(repository, monkeypatch, tiny_road):
    """A repository whose pointer is the demo's, its model nowhere; training yields the tiny road's first model."""
    shutil.copytree(CONFIGURATION, "conf")
    serve(repository, "outs: []\nmeta: {demo: true}\n")
    monkeypatch.setenv("DVC_FAILS", "checkout")
    monkeypatch.setenv("DVC_TRAINS", str(tiny_road / paths.PRODUCTION))
    return repository


def test_the_model_of_the_demo_is_rebuilt_in_a_clone_from_the_legacy_recipe(demo, tiny_road):
    restore_production()
    assert digest(paths.PRODUCTION) == digest(tiny_road / paths.PRODUCTION)
    cache = f"cache dir --local {Path('.dvc/cache').absolute()}"
    assert demo.calls[2:] == [cache, "repro --quiet train", "commit --quiet --force models/production.dvc"]
    assert not Path(".work/legacy").exists()
    assert not paths.RETRAINED.exists()
    assert not Path("params.yaml").exists()


def test_a_rebuild_that_fails_leaves_production_as_it_was_and_the_next_call_starts_afresh(demo, monkeypatch, tiny_road):
    with monkeypatch.context() as failing, pytest.raises(InputError, match=r"dvc repro --quiet train.* failed"):
        failing.setenv("DVC_TRAINS", "/nowhere")
        restore_production()
    assert not paths.PRODUCTION.exists()
    clone = Path(".work/legacy")
    composed = yaml.safe_load((clone / "params.yaml").read_text())
    assert composed["source"]["as_of"] == str(yaml.safe_load(LEGACY.read_text())["source"]["as_of"])
    assert composed["taggers"]["rules"] == []
    (clone / "left-over").write_text("of the call that failed")
    restore_production()
    assert digest(paths.PRODUCTION) == digest(tiny_road / paths.PRODUCTION)
    assert not clone.exists()


def test_a_dry_run_of_the_rebuild_prints_its_lines_and_makes_no_clone(demo, capsys):
    restore_production(dry_run=True)
    printed = capsys.readouterr().out
    assert "it is trained first" in printed
    assert [line.split(" && ")[-1] for line in printed.splitlines() if "$" in line][3:5] == [
        "python -m retrain.cli.main params compose -S experiment=legacy)",
        "dvc repro --quiet train)",
    ]
    assert not Path(".work").exists()
    assert demo.calls == ["remote list"]
