"""JSON between stages, the same bytes for the same values."""

import json
from pathlib import Path
from typing import Any


def read_document(path: Path) -> Any:  # noqa: ANN401
    """The value in a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def write_document(value: object, path: Path) -> None:
    """Writes a value as indented JSON with a final line feed; makes the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_json(value))


def as_json(value: object) -> bytes:
    """The bytes of that file."""
    return f"{json.dumps(value, indent=2, ensure_ascii=False)}\n".encode()
