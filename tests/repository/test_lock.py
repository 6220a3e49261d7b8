"""requirements.lock pins every dependency of pyproject.toml and of the pinned packages."""

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import distributions

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from repository_files import ROOT

LINES = (ROOT / "requirements.lock").read_text().splitlines()
PINNED = [line for line in LINES if line and not line.startswith("#")]
ACCELERATORS = ("nvidia", "cuda", "triton")
UNPINNED = {"dashboard", "encoder", "plots", "ray"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def versions() -> dict[str, str]:
    return {canonicalize_name(name): version for name, version in (line.split("==") for line in PINNED)}


def unmet(requirements: Iterable[Requirement]) -> list[str]:
    """The requirements that no pin satisfies."""
    pins = versions()
    return [
        str(requirement)
        for requirement in requirements
        if (pin := pins.get(canonicalize_name(requirement.name))) is None or not requirement.specifier.contains(pin)
    ]


def direct_requirements() -> list[Requirement]:
    extras = [extra for name, extra in PROJECT["optional-dependencies"].items() if name not in UNPINNED]
    return [Requirement(line) for group in (PROJECT["dependencies"], *extras) for line in group]


def needed_by_pins() -> list[Requirement]:
    """The requirements on this machine of the packages installed in their pinned version."""
    pins = versions().items()
    installed = [
        package
        for package in distributions()
        if (canonicalize_name(package.name), package.version.split("+")[0]) in pins
    ]
    assert installed
    needed = [Requirement(line) for package in installed for line in package.requires or ()]
    return [need for need in needed if need.marker is None or need.marker.evaluate({"extra": ""})]


def test_every_line_pins_one_version():
    assert [line for line in PINNED if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!]+", line)] == []
    assert len(versions()) == len(PINNED)


def test_torch_is_pinned_first():
    assert PINNED[0] == "torch==2.13.0"


def test_no_accelerator_package_is_named():
    assert [line for line in PINNED if line.lower().startswith(ACCELERATORS)] == []


def test_every_dependency_is_pinned_within_its_range():
    assert unmet(direct_requirements()) == []


def test_every_dependency_of_a_pinned_package_is_pinned():
    """`make setup` installs without resolving dependencies; only torch installs its accelerators."""
    assert unmet(need for need in needed_by_pins() if not need.name.startswith(ACCELERATORS)) == []


def test_lightning_is_installed_once():
    assert "lightning" not in versions()
