"""JSON files between stages: equal values give equal bytes."""

import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from retrain.ml_configuration.errors import InputError

Model = TypeVar("Model", bound=BaseModel)


def read_json(path: Path) -> Any:  # noqa: ANN401
    """The value in a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def require_file(path: Path, made_by: str) -> Path:
    """The path of an existing file.

    Args:
        path: the file.
        made_by: the command that writes it, for the message.

    Raises:
        InputError: the file is missing.
    """
    if not path.is_file():
        raise InputError(f"{path} is missing; run {made_by}")
    return path


def parse_model(model: type[Model], value: object, origin: str, remedy: str = "") -> Model:
    """A value validated as an object of a Pydantic class.

    Args:
        model: the class.
        value: decoded JSON or YAML.
        origin: the file or key that the value was read from, for the message.
        remedy: the end of the message.

    Raises:
        InputError: validation failed; the message names the origin, the first wrong key and why.
    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "document"
        raise InputError(f"{origin}: {key}: {first['msg']}{remedy}") from error


def write_json(value: object, path: Path) -> None:
    """Writes a value as indented JSON with a final line feed; makes the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(json_bytes(value))


def json_bytes(value: object) -> bytes:
    """A value as indented JSON with a final line feed, in UTF-8."""
    return f"{json.dumps(value, indent=2, ensure_ascii=False)}\n".encode()
