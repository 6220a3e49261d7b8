"""A scheduled retrain opens one pull request with its report, and merging it promotes."""

import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from forge import run_forge, write_program
from scheduled_site import DAY, NEW, SCHEDULED, SECRET, Site, site_of


@pytest.fixture(scope="module")
def base(trained, tmp_path_factory):
    """A folder with a bare repository, whose next retrain has new letters, and its DVC remote."""
    folder = tmp_path_factory.mktemp("base")
    source = trained.copy(folder / "source")
    source.replace("conf/source/mail.yaml", "as_of: 2025-12-31", "as_of: 2025-12-15")
    source.run("retrain", "params", "compose")
    source.run(
        "git",
        "checkout",
        "--quiet",
        "HEAD~1",
        "--",
        "dvc.lock",
        "judge/dvc.lock",
        "reports",
        "decisions",
    )
    source.run("dvc", "remote", "add", "--default", "store", str(folder / "store"))
    source.commit("new letters are to come")
    source.run("dvc", "push", "--quiet", "models/production.dvc")
    source.run("git", "clone", "--quiet", "--bare", ".", str(folder / "origin.git"))
    return folder


@pytest.fixture(scope="module")
def forge():
    with run_forge() as running:
        yield running


@pytest.fixture(scope="module")
def retrained(trained, base, forge):
    """The site after a published retrain, and the output of both commands."""
    site = site_of(trained, base, forge)
    return site, site.retrain(), site.publish()


def test_a_retrain_opens_a_pull_request_that_promotes_when_merged(trained, retrained):
    site, _, _ = retrained
    digest = trained.json("reports/decision.json")["retrained"]["digest"]
    subjects = site.git("log", "--format=%s", f"main..{NEW}").splitlines()
    assert subjects == [f"Promote {digest} into production", "Retrain up to 2025-12-31: promote"]
    assert "as_of: 2025-12-31" in site.git("show", f"{NEW}:conf/source/mail.yaml")
    assert site.git("show", f"{NEW}:decisions/uses/s1/{digest}.json")
    (request,) = site.forge.requests
    assert (request["source_branch"], request["target_branch"]) == ("retrain/scheduled", "main")
    assert request["title"] == "Scheduled retrain"


def test_the_comment_has_the_decision_the_metric_differences_and_a_link(trained, retrained):
    site, _, _ = retrained
    (comment,) = site.forge.notes.values()
    assert comment.startswith("## Retrain up to 2025-12-31: promote\n")
    assert "Merging this promotes the retrained model." in comment
    assert trained.text("reports/comment.md") in comment
    for row in ("validation.retrained.macro_f1", "source.as_of"):
        assert f"| {row} " in comment
    assert f"{site.forge.project}/-/jobs/7/artifacts/browse" in comment
    assert site.job.text(".work/scheduled/report/index.html") == trained.text("reports/index.html")


def test_a_clone_of_the_branch_gets_the_model_from_the_remote(trained, retrained, tmp_path):
    site, _, _ = retrained
    reader = type(trained)(tmp_path / "reader")
    site.git("clone", "--quiet", "--branch", "retrain/scheduled", ".", str(reader.folder))
    reader.run("dvc", "pull", "--quiet", "models/production.dvc")
    assert reader.text("models/production/manifest.json") == trained.text("models/retrained/manifest.json")
    assert "composition" in reader.run("retrain", "params", "check")
    assert "Running stage" not in reader.run("dvc", "repro", "--dry", "--allow-missing")


def test_the_token_appears_only_in_requests(retrained, tmp_path):
    site, retraining, publishing = retrained
    assert any(SECRET in token for token in site.forge.tokens)
    assert SECRET not in retraining + publishing + site.report()
    for path in (path for path in site.job.folder.rglob("*") if path.is_file() and not path.is_symlink()):
        assert SECRET.encode() not in path.read_bytes(), path
    assert SECRET not in site.git("log", "--all", "--format=%B", "--patch")


def changed(site: Site, **values: object) -> None:
    """Changes values in the run file of the latest retrain."""
    site.job.write(".work/scheduled/run.json", json.dumps(site.job.json(".work/scheduled/run.json") | values))


def test_a_second_publication_at_the_same_time_is_refused(retrained):
    site, _, _ = retrained
    site.job.run(
        "git",
        "commit",
        "--quiet",
        "--amend",
        "--message",
        "another",
        folder=str(site.clone()),
    )
    site.job.run("git", "rm", "--quiet", "README.md", folder=str(site.clone()))
    tip = site.git("rev-parse", NEW)
    assert "another retrain was published meanwhile" in site.publish(code=2)
    assert site.git("rev-parse", NEW) == tip
    site.job.run(
        "git",
        "reset",
        "--quiet",
        "--hard",
        "origin/retrain/scheduled",
        folder=str(site.clone()),
    )


def test_published_twice_there_is_one_pull_request_and_one_comment(retrained):
    site, _, _ = retrained
    tip = site.git("rev-parse", NEW)
    changed(site, tip=tip)
    assert "there is nothing to push" in site.publish()
    assert (len(site.forge.requests), len(site.forge.notes)) == (1, 1)
    assert site.git("rev-parse", NEW) == tip


def test_a_pull_request_is_checked_before_it_is_merged(retrained):
    site, _, _ = retrained
    folder = {"folder": str(site.clone()), "PYTHONPATH": str(site.clone() / "src")}
    printed = site.job.run(*SCHEDULED, "check", **folder)
    assert "the lock files are in step" in printed
    assert "on its own decision" in printed
    archive = next(site.clone().glob("decisions/*/decision.json"))
    archive.write_text(archive.read_text().replace('"promote"', '"reject"'))
    assert "says reject" in site.job.run(*SCHEDULED, "check", code=1, **folder)
    site.job.run("git", "checkout", "--quiet", ".", **folder)


def test_without_cml_gh_comments_and_without_any_client_the_report_stays(retrained):
    site, _, _ = retrained
    bare = os.pathsep.join([str(Path(shutil.which("retrain")).parent), "/usr/bin", "/bin"])
    assert f"(cml, gh and glab are not installed); the report is {site.job.folder}" in site.publish(PATH=bare)
    received = site.origin.parent / "received"
    write_program(
        site.origin.parent / "other",
        "gh",
        f"import sys; print(*sys.argv, file=open({str(received)!r}, 'a'))",
    )
    write_program(
        site.origin.parent / "other",
        "cml",
        "import os, sys; sys.exit('broken: ' + os.environ['REPO_TOKEN'])",
    )
    printed = site.publish(
        PATH=f"{site.origin.parent / 'other'}{os.pathsep}{bare}",
        GITHUB_STEP_SUMMARY=f"{received}.md",
    )
    assert "cml failed" in printed and "broken: ***" in printed and "gh opened or updated pull request" in printed
    assert (
        "gh pr comment retrain/scheduled --edit-last"
        in received.read_text().replace(str(received.parent / "other/"), "")[1:]
    )
    assert Path(f"{received}.md").read_text() == site.report()


def test_an_automatic_promotion_waits_where_main_has_moved(retrained):
    site, _, _ = retrained
    changed(site, mode="automatic")
    start = site.git("rev-parse", "main")
    other = site.git("commit-tree", "main^{tree}", "-p", "main", "-m", "somebody else's")
    site.git("update-ref", "refs/heads/main", other)
    assert "main has moved or is protected" in site.publish()
    assert site.git("rev-parse", "main") == other
    site.git("update-ref", "refs/heads/main", start)
    assert "main has the promotion" in site.publish()
    assert site.git("rev-parse", "main") == site.git("rev-parse", NEW)


def started(site: Site, *command: str, **environment: str) -> subprocess.Popen:
    """Starts a command in its own process group."""
    variables = {**site.job.environment(), **site.environment(), **DAY, **environment}
    options = {"stdout": subprocess.PIPE, "text": True, "start_new_session": True}
    return subprocess.Popen([*SCHEDULED, *command], cwd=site.job.folder, env=variables, **options)


def test_a_killed_retrain_leaves_nothing_but_its_registered_evaluation(retrained):
    site, _, _ = retrained
    process = started(site)
    printed = next(line for line in process.stdout if "dvc repro" in line)
    os.killpg(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL and printed
    assert "run `retrain scheduled` first" in site.publish(code=2)
    evaluation = "decisions/uses/s1/0123456789abcdef.json"
    (killed,) = site.job.folder.glob(".work/scheduled/clone-*")
    (killed / evaluation).write_text("{}")
    printed = site.retrain(code=2, RETRAIN_OVERRIDES="network=nosuch")
    assert "there is no conf/network/nosuch.yaml" in printed
    assert site.report().startswith("The retrain failed: there is no conf/network/nosuch.yaml")
    assert not killed.exists()
    assert (site.clone() / evaluation).read_text() == "{}"
    assert site.job.status() == ""
    assert "Nothing is published. The retrain failed." in site.publish()


def test_a_second_retrain_on_the_same_machine_waits_for_the_first(retrained):
    site, _, _ = retrained
    with (site.job.folder / ".work/locks/scheduled.lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        process = started(site, "publish")
        assert "another scheduled retrain; waiting" in process.stdout.readline()
        assert process.poll() is None
    assert "Nothing is published" in process.communicate()[0]


def test_a_commit_of_a_person_on_the_branch_is_never_overwritten(retrained):
    site, _, _ = retrained
    mine = (
        "-c",
        "user.name=me",
        "-c",
        "user.email=me@example.org",
        "commit-tree",
        f"{NEW}^{{tree}}",
        "-p",
        NEW,
    )
    environment = {"GIT_COMMITTER_EMAIL": "me@example.org"}
    other = site.job.run("git", *mine, "-m", "x", folder=str(site.origin), **environment).strip()
    site.git("update-ref", NEW, other)
    assert "holds commits by me@example.org; merge or delete" in site.retrain(code=2)


def test_without_new_training_rows_production_is_scored_on_the_new_labels(repository):
    printed = repository.run(*SCHEDULED, "--local", **DAY)
    assert "Nothing to train" in printed
    assert re.search(
        r"The model that serves, \w{16}, has macro F1 0\.\d{4} and accuracy 0\.\d{4} on \d+ recent",
        printed,
    )
    assert "Nothing is published" in printed
    assert repository.status() == ""
    assert repository.run("git", "branch", "--list", "retrain/*") == ""
