"""JSON between stages, the same bytes for the same values."""

import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from retrain.ml_configuration.errors import InputError

Model = TypeVar("Model", bound=BaseModel)


def read_document(path: Path) -> Any:  # noqa: ANN401
    """The value in a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def needed(path: Path, made_by: str) -> Path:
    """The path of a file that is there.

    Raises:
        InputError: it is missing; names the command that it is `made_by`.
    """
    if not path.is_file():
        raise InputError(f"{path} is missing; run {made_by}")
    return path


def validated(model: type[Model], value: object, place: str, remedy: str = "") -> Model:
    """The value as an object of a class.

    Raises:
        InputError: the class refuses it; tells the place, the first key that is wrong, why, and the
            remedy.
    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "document"
        raise InputError(f"{place}: {key}: {first['msg']}{remedy}") from error


def write_document(value: object, path: Path) -> None:
    """Writes a value as indented JSON with a final line feed; makes the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_json(value))


def as_json(value: object) -> bytes:
    """The bytes of that file."""
    return f"{json.dumps(value, indent=2, ensure_ascii=False)}\n".encode()
