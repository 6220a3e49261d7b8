"""YAML files: read as plain values, and values as one line to be edited into a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml


def read_yaml(path: Path) -> Any:  # noqa: ANN401
    """The value in a YAML file; None where the file is empty."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def flow_style(values: Mapping[str, object]) -> str:
    """Values as one line of YAML in flow style, such as `{name: s1, share: 0.1}`."""
    return yaml.safe_dump(values, default_flow_style=True, allow_unicode=True, sort_keys=False, width=1e9).strip()
