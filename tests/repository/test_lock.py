"""requirements.lock pins everything that pyproject.toml asks for."""

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from repository_files import ROOT

LINES = (ROOT / "requirements.lock").read_text().splitlines()
PINNED = [line for line in LINES if line and not line.startswith("#")]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def versions() -> dict[str, str]:
    return {canonicalize_name(name): version for name, version in (line.split("==") for line in PINNED)}


def asked_for() -> list[Requirement]:
    extras = PROJECT["optional-dependencies"].values()
    return [Requirement(one) for group in (PROJECT["dependencies"], *extras) for one in group]


def test_every_line_pins_one_version():
    assert [line for line in PINNED if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!]+", line)] == []
    assert len(versions()) == len(PINNED)


def test_torch_stands_first():
    assert PINNED[0] == "torch==2.13.0"


def test_no_accelerator_package_is_named():
    assert [line for line in PINNED if line.lower().startswith(("nvidia", "cuda", "triton"))] == []


def test_every_dependency_is_pinned_within_its_range():
    pins = versions()
    assert [
        str(one)
        for one in asked_for()
        if (pin := pins.get(canonicalize_name(one.name))) is None or not one.specifier.contains(pin)
    ] == []


def test_lightning_is_installed_once():
    assert "lightning" not in versions()
