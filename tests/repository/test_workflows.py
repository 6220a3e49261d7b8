"""The workflows of both forges are valid, have few permissions, and limit the token to the push."""

import re
import shutil
import subprocess

import pytest
from repository_files import ROOT, read_yaml

WORKFLOWS = sorted(path.name for path in (ROOT / ".github/workflows").glob("*.yaml"))
SCHEMAS = {f".github/workflows/{name}": "github-workflows" for name in WORKFLOWS} | {".gitlab-ci.yml": "gitlab-ci"}
WRITES = {
    "checks.yaml": {},
    "nightly.yaml": {},
    "release.yaml": {"contents"},
    "retrain.yaml": {"contents", "pull-requests"},
    "rollback.yaml": {"contents"},
}


def jobs(name: str) -> dict:
    return read_yaml(f".github/workflows/{name}")["jobs"]


def steps(name: str) -> list[dict]:
    return [step for job in jobs(name).values() for step in job["steps"]]


@pytest.mark.parametrize("path", SCHEMAS)
def test_each_workflow_is_valid(path):
    program = shutil.which("check-jsonschema")
    if program is None:
        pytest.skip("check-jsonschema is not installed: pip install check-jsonschema")
    command = [program, "--builtin-schema", f"vendor.{SCHEMAS[path]}", str(ROOT / path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned_by_commit_and_keep_no_credential(name):
    used = [step for step in steps(name) if "uses" in step]
    assert used
    for step in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"])
        if step["uses"].startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("name", WORKFLOWS)
def test_inputs_reach_a_script_by_its_environment_alone(name):
    assert [step["run"] for step in steps(name) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_only_the_push_step_has_the_token(name):
    for job in jobs(name).values():
        assert "token" not in str(job.get("env", {})).lower()
    for step in steps(name):
        pushes = bool(re.fullmatch(r"\.venv/bin/retrain scheduled (publish|push)( --tags)?", step.get("run", "")))
        assert ("REPO_TOKEN" in step.get("env", {})) == pushes


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_job_may_write_only_what_it_pushes_and_ends_in_time(name):
    assert read_yaml(f".github/workflows/{name}")["permissions"] in ({}, {"contents": "read"})
    granted = {scope for job in jobs(name).values() for scope, right in job.get("permissions", {}).items() if right}
    assert granted == set(WRITES[name])
    assert all(0 < job["timeout-minutes"] < 360 for job in jobs(name).values())


def test_one_retrain_or_rollback_runs_at_a_time_and_none_is_cut_off():
    for name in ("retrain.yaml", "rollback.yaml"):
        read = read_yaml(f".github/workflows/{name}")["concurrency"]
        assert read == {"group": "retrain", "cancel-in-progress": False}
    assert {read_yaml(".gitlab-ci.yml")[job]["resource_group"] for job in ("retrain", "rollback")} == {"retrain"}


def test_decisions_and_the_production_pointer_have_code_owners():
    owned = {line.split()[0] for line in (ROOT / ".github/CODEOWNERS").read_text().splitlines() if line[0] == "/"}
    assert {"/decisions/", "/models/production.dvc"} <= owned


def test_a_release_tags_the_model_with_a_version_and_a_stage(tmp_path):
    (tmp_path / "dvc.yaml").write_bytes((ROOT / "dvc.yaml").read_bytes())
    lines = [step["run"].removeprefix(".venv/bin/") for step in steps("release.yaml") if "gto " in step.get("run", "")]
    identity = ["git config user.name a", "git config user.email a@example.org"]
    for line in (
        "git init --quiet",
        *identity,
        "git add .",
        "git commit --quiet --message x",
        *lines,
    ):
        subprocess.run(line.split(), cwd=tmp_path, check=True)
    tags = subprocess.run(["git", "tag"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout.split()
    assert tags == ["classifier#prod#1", "classifier@v0.0.1"]
