"""The images hold no test and no secret, run as an ordinary user, and come from pinned bases."""

import os
import re
import shutil
import subprocess
import tomllib

import pytest
from repository_files import ROOT, read_yaml

COMPOSE = read_yaml("containers/compose.yaml")
SERVICES = COMPOSE["services"]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
PINNED = re.compile(r"[\w./-]+(@sha256:[0-9a-f]{64}|:v?\d+\.\d+[\w.-]*)")
FROM_ENVIRONMENT = re.compile(r"\$\{\w+(:-[^}]*)?\}|/run/secrets/\w+")
DOCKERFILES = sorted((ROOT / "containers").glob("*/Dockerfile"))
each_dockerfile = pytest.mark.parametrize("file", DOCKERFILES, ids=lambda file: file.parent.name)
each_service = pytest.mark.parametrize("name", SERVICES)


def instructions(file) -> list[tuple[str, str]]:
    """Instruction and arguments of each line, continued lines joined and comments left out."""
    text = re.sub(r"^#.*\n", "", file.read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in text.splitlines() if line.strip()]


def last_stage(file) -> list[tuple[str, str]]:
    lines = instructions(file)
    return lines[max(number for number, (word, _) in enumerate(lines) if word == "FROM") :]


def test_there_is_an_image_for_training_and_one_for_serving():
    assert [file.parent.name for file in DOCKERFILES] == ["serving", "training"]


@each_dockerfile
def test_every_stage_comes_from_the_pinned_base(file):
    lines = instructions(file)
    ((name, base),) = [rest.split("=") for word, rest in lines if word == "ARG" and rest.startswith("BASE")]
    assert name == "BASE"
    assert PINNED.fullmatch(base)
    stages = {rest.split(" AS ")[1] for word, rest in lines if word == "FROM" and " AS " in rest}
    assert {rest.split()[0] for word, rest in lines if word == "FROM"} <= {"${BASE}", *stages}


@each_dockerfile
def test_an_image_runs_as_an_ordinary_user_by_number(file):
    (user,) = [rest for word, rest in last_stage(file) if word == "USER"]
    assert all(int(number) >= 1000 for number in user.split(":"))


@each_dockerfile
def test_an_image_has_a_health_check(file):
    assert [word for word, _ in last_stage(file)].count("HEALTHCHECK") == 1


@each_dockerfile
def test_an_image_copies_no_test_no_record_and_no_model(file):
    copied = [part for word, rest in instructions(file) if word in {"COPY", "ADD"} for part in rest.split()[:-1]]
    assert set(copied) <= {
        "requirements.lock", "pyproject.toml", "README.md", "LICENSE", "src", "--from=packages", "/opt/retrain",
    }  # fmt: skip


def test_the_build_sees_what_the_images_copy_and_nothing_else():
    lines = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")]
    assert lines[0] == "*"
    assert {line for line in lines if line.startswith("!")} == {
        "!LICENSE", "!README.md", "!pyproject.toml", "!requirements.lock", "!src",
    }  # fmt: skip


@each_service
def test_a_service_has_a_pinned_image(name):
    assert PINNED.fullmatch(SERVICES[name]["image"])
    if SERVICES[name]["image"].startswith("localhost/"):
        assert SERVICES[name]["image"].endswith(f":{VERSION}")


@each_service
def test_a_service_takes_its_secrets_from_the_environment(name):
    environment = SERVICES[name].get("environment", {})
    secret = {key: value for key, value in environment.items() if re.search(r"PASS|KEY|SECRET|TOKEN|URL", key)}
    assert [key for key, value in secret.items() if not FROM_ENVIRONMENT.fullmatch(value)] == []
    assert all(set(secret) == {"environment"} for secret in COMPOSE["secrets"].values())


@each_service
def test_a_service_listens_on_this_machine_alone(name):
    assert [port for port in SERVICES[name].get("ports", []) if not port.startswith("127.0.0.1:")] == []


def test_only_the_service_starts_by_itself():
    assert [name for name, service in SERVICES.items() if "profiles" not in service] == ["serving"]


def test_compose_reads_the_file():
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("docker compose is not installed")
    subprocess.run(
        [docker, "compose", "--file", ROOT / "containers/compose.yaml", "config", "--quiet"],
        check=True,
    )


@each_dockerfile
def test_hadolint_finds_nothing(file):
    hadolint = shutil.which("hadolint")
    if hadolint is None:
        pytest.skip("hadolint is not installed")
    subprocess.run([hadolint, "--ignore", "DL3008", file], check=True)


@pytest.mark.skipif(
    os.environ.get("RETRAIN_CONTAINERS") != "1",
    reason="RETRAIN_CONTAINERS=1 builds the images, minutes",
)
@pytest.mark.skipif(shutil.which("buildah") is None, reason="buildah is not installed")
def test_the_images_are_built_and_the_serving_one_predicts():
    model = os.environ.get("RETRAIN_CONTAINERS_MODEL", "models/production")
    done = subprocess.run(
        [ROOT / "containers/build.sh", model],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "as user 10001:10001, predicted what the model predicted" in done.stdout
