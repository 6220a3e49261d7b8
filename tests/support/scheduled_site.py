"""A job's clone, its origin and its forge, for tests of the scheduled retrain."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from forge import STAND_IN, Forge, write_program

SECRET = "-".join(("glpat", "never", "to", "be", "seen"))
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
        """Runs a scheduled retrain, without the token, and returns its output."""
        return self.job.run(
            *SCHEDULED,
            *options,
            code=code,
            **DAY,
            **self.environment(),
            **environment,
        )

    def publish(self, code: int | None = 0, **environment: str) -> str:
        """Publishes the retrain and returns the output."""
        return self.job.run(
            *SCHEDULED,
            "publish",
            code=code,
            **{"REPO_TOKEN": SECRET, **self.environment(), **environment},
        )

    def environment(self) -> dict[str, str]:
        """The variables of a GitLab runner, with a git for the local origin and CML on the path."""
        programs = self.origin.parent / "programs"
        return {
            "GIT_CONFIG_SYSTEM": str(self.origin.parent / "gitconfig"),
            "CML_DRIVER": "gitlab",
            "CML_REPO": self.forge.project,
            "CI_JOB_URL": f"{self.forge.project}/-/jobs/7",
            "PATH": f"{Path(shutil.which('retrain')).parent}{os.pathsep}{programs}{os.pathsep}{os.environ['PATH']}",
        }

    def git(self, *arguments: str) -> str:
        """The output of a git command in the origin."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.origin,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def clone(self) -> Path:
        """The folder of the latest retrain."""
        return Path(self.job.json(".work/scheduled/run.json")["folder"])

    def report(self) -> str:
        """The Markdown of the latest retrain."""
        return self.job.text(".work/scheduled/report/report.md")


def site_of(trained, base: Path, forge: Forge) -> Site:
    """A site in a folder that holds an origin: a shallow clone of it."""
    if not shutil.which("cml"):
        write_program(base / "programs", "cml", STAND_IN)
    host = forge.project.removeprefix("http://")
    addresses = [f"http://{user}{host}.git" for user in ("", f"token:{SECRET}@")]
    lines = "".join(f"\tinsteadOf = {address}\n" for address in addresses)
    (base / "gitconfig").write_text(f'[url "file://{base}/origin.git"]\n{lines}')
    site = Site(type(trained)(base / "job"), base / "origin.git", forge)
    command = ["git", "clone", "--quiet", "--depth", "1", addresses[0], str(site.job.folder)]
    subprocess.run(command, env={**os.environ, **site.environment()}, check=True)
    site.job.run("dvc", "cache", "dir", "--local", str(trained.folder / ".dvc/cache"))
    return site
