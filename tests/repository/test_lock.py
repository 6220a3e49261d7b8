"""requirements.lock pins everything that pyproject.toml asks for."""

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


def unmet(asked: Iterable[Requirement]) -> list[str]:
    """What no pin satisfies."""
    pins = versions()
    return [
        str(one)
        for one in asked
        if (pin := pins.get(canonicalize_name(one.name))) is None or not one.specifier.contains(pin)
    ]


def asked_for() -> list[Requirement]:
    extras = [asked for name, asked in PROJECT["optional-dependencies"].items() if name not in UNPINNED]
    return [Requirement(one) for group in (PROJECT["dependencies"], *extras) for one in group]


def needed_by_pins() -> list[Requirement]:
    """What the pinned packages ask for on this machine, as far as they are installed here in their pinned version."""
    pins = versions().items()
    installed = [one for one in distributions() if (canonicalize_name(one.name), one.version.split("+")[0]) in pins]
    assert installed
    needed = [Requirement(line) for one in installed for line in one.requires or ()]
    return [one for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]


def test_every_line_pins_one_version():
    assert [line for line in PINNED if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!]+", line)] == []
    assert len(versions()) == len(PINNED)


def test_torch_stands_first():
    assert PINNED[0] == "torch==2.13.0"


def test_no_accelerator_package_is_named():
    assert [line for line in PINNED if line.lower().startswith(ACCELERATORS)] == []


def test_every_dependency_is_pinned_within_its_range():
    assert unmet(asked_for()) == []


def test_what_a_pinned_package_needs_is_pinned_too():
    """`make setup` installs without looking for dependencies; torch alone brings its accelerators along."""
    assert unmet(one for one in needed_by_pins() if not one.name.startswith(ACCELERATORS)) == []


def test_lightning_is_installed_once():
    assert "lightning" not in versions()
