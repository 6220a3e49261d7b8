"""A clock starts a retrain; a pull request appears with its report; merging it promotes."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from forge import STAND_IN, Forge, a_forge, program

SECRET = "glpat-never-to-be-seen"
SCHEDULED = ("retrain", "scheduled")
DAY = {"RETRAIN_AS_OF": "2025-12-31"}
NEW = "refs/heads/retrain/scheduled"


@dataclass(frozen=True)
class Site:
    """A job's shallow clone, the bare repository that it came from, and a forge in front of that.

    Attributes:
        job: the clone.
        origin: the bare repository.
        forge: where pull requests are opened.
    """

    job: object
    origin: Path
    forge: Forge

    def retrain(self, *options: str, code: int | None = 0, **environment: str) -> str:
        """What a scheduled retrain prints; no token is there yet."""
        return self.job.run(*SCHEDULED, *options, code=code, **DAY, **self.environment(), **environment)

    def publish(self, code: int | None = 0, **environment: str) -> str:
        """What the publication prints."""
        return self.job.run(
            *SCHEDULED, "publish", code=code, **{"REPO_TOKEN": SECRET, **self.environment(), **environment}
        )

    def environment(self) -> dict[str, str]:
        """What a runner of GitLab sets, a git that finds the origin in a folder, and CML on the path."""
        programs = self.origin.parent / "programs"
        return {
            "GIT_CONFIG_SYSTEM": str(self.origin.parent / "gitconfig"),
            "CML_DRIVER": "gitlab",
            "CML_REPO": self.forge.project,
            "CI_JOB_URL": f"{self.forge.project}/-/jobs/7",
            "PATH": f"{Path(shutil.which('retrain')).parent}{os.pathsep}{programs}{os.pathsep}{os.environ['PATH']}",
        }

    def git(self, *arguments: str) -> str:
        """What git says in the origin."""
        done = subprocess.run(["git", *arguments], cwd=self.origin, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def clone(self) -> Path:
        """Where the latest retrain worked."""
        return Path(self.job.json(".work/scheduled/run.json")["folder"])

    def report(self) -> str:
        """The Markdown of the latest retrain."""
        return self.job.text(".work/scheduled/report/report.md")


@pytest.fixture(scope="module")
def base(road, tmp_path_factory):
    """A folder with a bare repository, whose next retrain has new letters, and its DVC remote."""
    folder = tmp_path_factory.mktemp("base")
    source = type(road)(folder / "source")
    shutil.copytree(road.folder, source.folder, symlinks=True)
    source.replace("conf/source/mail.yaml", "as_of: 2025-12-31", "as_of: 2025-12-15")
    source.run("retrain", "params", "compose")
    source.run("git", "checkout", "--quiet", "HEAD~1", "--", "dvc.lock", "judge/dvc.lock", "reports", "decisions")
    source.run("dvc", "remote", "add", "--default", "store", str(folder / "store"))
    source.commit("new letters are to come")
    source.run("dvc", "push", "--quiet", "models/production.dvc")
    source.run("git", "clone", "--quiet", "--bare", ".", str(folder / "origin.git"))
    return folder


@pytest.fixture(scope="module")
def forge():
    with a_forge() as running:
        yield running


def site_of(road, base: Path, forge: Forge) -> Site:
    """A site in a folder that holds an origin: a shallow clone of it."""
    if not shutil.which("cml"):
        program(base / "programs", "cml", STAND_IN)
    host = forge.project.removeprefix("http://")
    addresses = [f"http://{user}{host}.git" for user in ("", f"token:{SECRET}@")]
    lines = "".join(f"\tinsteadOf = {address}\n" for address in addresses)
    (base / "gitconfig").write_text(f'[url "file://{base}/origin.git"]\n{lines}')
    site = Site(type(road)(base / "job"), base / "origin.git", forge)
    command = ["git", "clone", "--quiet", "--depth", "1", addresses[0], str(site.job.folder)]
    subprocess.run(command, env={**os.environ, **site.environment()}, check=True)
    site.job.run("dvc", "cache", "dir", "--local", str(road.folder / ".dvc/cache"))
    return site


@pytest.fixture(scope="module")
def retrained(road, base, forge):
    """The site once a retrain of it is published, and what was printed."""
    site = site_of(road, base, forge)
    return site, site.retrain(), site.publish()


def test_a_retrain_becomes_a_pull_request_whose_merging_promotes(road, retrained):
    site, _, _ = retrained
    digest = road.json("reports/decision.json")["retrained"]["digest"]
    subjects = site.git("log", "--format=%s", f"main..{NEW}").splitlines()
    assert subjects == [f"Promote {digest} into production", "Retrain up to 2025-12-31: promote"]
    assert "as_of: 2025-12-31" in site.git("show", f"{NEW}:conf/source/mail.yaml")
    assert site.git("show", f"{NEW}:decisions/uses/s1/{digest}.json")
    (request,) = site.forge.requests
    assert (request["source_branch"], request["target_branch"]) == ("retrain/scheduled", "main")
    assert request["title"] == "Retrain up to 2025-12-31: promote"


def test_the_comment_holds_verdict_differences_and_a_link(road, retrained):
    site, _, _ = retrained
    (comment,) = site.forge.notes.values()
    assert "Merging this promotes the retrained model." in comment
    assert road.text("reports/comment.md") in comment
    for row in ("validation.retrained.macro_f1", "source.as_of"):
        assert f"| {row} " in comment
    assert f"{site.forge.project}/-/jobs/7/artifacts/browse" in comment
    assert site.job.text(".work/scheduled/report/index.html") == road.text("reports/index.html")


def test_whoever_merges_gets_the_model_from_the_remote(road, retrained, tmp_path):
    site, _, _ = retrained
    reader = type(road)(tmp_path / "reader")
    site.git("clone", "--quiet", "--branch", "retrain/scheduled", ".", str(reader.folder))
    reader.run("dvc", "pull", "--quiet", "models/production.dvc")
    assert reader.text("models/production/manifest.json") == road.text("models/retrained/manifest.json")
    assert "composition" in reader.run("retrain", "params", "check")
    assert "Running stage" not in reader.run("dvc", "repro", "--dry", "--allow-missing")


def test_the_token_is_nowhere_but_in_the_requests(retrained, tmp_path):
    site, retraining, publishing = retrained
    assert any(SECRET in token for token in site.forge.tokens)
    assert SECRET not in retraining + publishing + site.report()
    for path in (path for path in site.job.folder.rglob("*") if path.is_file() and not path.is_symlink()):
        assert SECRET.encode() not in path.read_bytes(), path
    assert SECRET not in site.git("log", "--all", "--format=%B", "--patch")


def test_published_twice_there_is_one_pull_request_and_one_comment(retrained):
    site, _, _ = retrained
    tip = site.git("rev-parse", NEW)
    run = site.job.json(".work/scheduled/run.json")
    site.job.write(".work/scheduled/run.json", f"{run | {'tip': tip}}".replace("'", '"').replace("True", "true"))
    assert "there is nothing to push" in site.publish()
    assert (len(site.forge.requests), len(site.forge.notes)) == (1, 1)
    assert site.git("rev-parse", NEW) == tip
