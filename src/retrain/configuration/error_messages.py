"""Refused values in words: file, line, key, what is wrong, what was probably meant."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from retrain.configuration.yaml_lines import PARAMS, place, place_of_parent, resolve
from retrain.ml_configuration.errors import InvalidOptionsError

WRONG_TAG = "union_tag_invalid"
CHOICES = {"enum": "expected", "literal_error": "expected", WRONG_TAG: "expected_tags"}


def explain(error: ValidationError, values: Mapping[str, Any], model: type[BaseModel]) -> str:
    """One line for each wrong value.

    Args:
        error: what pydantic found in the composed configuration.
        values: the composed configuration.
        model: the class that refused it, whose field names are suggested.
    """
    known = _field_names(model)
    return "\n".join(_line(found, values, known) for found in error.errors() if not _follows_from_others(found))


def explain_invalid_options(problem: InvalidOptionsError) -> str:
    """One line for each option that a brick's class refused."""
    values = yaml.safe_load(PARAMS.read_text(encoding="utf-8"))
    found = ({**one, "loc": (*problem.location, *one["loc"])} for one in problem.error.errors())
    return "\n".join(_line(one, values, problem.options) for one in found)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` - did you mean 'x'?` where a known word is close, else nothing."""
    close = get_close_matches(word, list(known), 1)
    return f" - did you mean {close[0]!r}?" if close else ""


def _follows_from_others(found: Mapping[str, Any]) -> bool:
    return bool(found["type"] == "too_short" and len(found["input"]) >= found["ctx"]["min_length"])


def _line(found: Mapping[str, Any], values: Mapping[str, Any], known: Iterable[str]) -> str:
    tag = (found["ctx"]["discriminator"].strip("'"),) if found["type"] == WRONG_TAG else ()
    location = resolve((*found["loc"], *tag), values)
    where = place_of_parent if found["type"] == "missing" else place
    key = ".".join(map(str, location))
    return f"{where(location, values)}: {key}: {_wrong(found)}{_suggestion(found, known)}"


def _wrong(found: Mapping[str, Any]) -> str:
    if found["type"] == "extra_forbidden":
        return "there is no such key"
    if found["type"] == "missing":
        return "this key is missing; add it"
    if found["type"] == WRONG_TAG:
        return f"Input should be {' or '.join(map(repr, _choices(found)))}, not {found['ctx']['tag']!r}"
    message = str(found["msg"]).removeprefix("Value error, ")
    given = found.get("input")
    return message if isinstance(given, dict | list) else f"{message}, not {given!r}"


def _suggestion(found: Mapping[str, Any], known: Iterable[str]) -> str:
    if found["type"] == "extra_forbidden":
        return did_you_mean(str(found["loc"][-1]), known)
    if found["type"] not in CHOICES:
        return ""
    return did_you_mean(str(found["ctx"].get("tag", found["input"])), _choices(found))


def _choices(found: Mapping[str, Any]) -> list[str]:
    return re.findall("'([^']*)'", str(found["ctx"][CHOICES[found["type"]]]))


def _field_names(model: type[BaseModel]) -> set[str]:
    definitions = model.model_json_schema().get("$defs", {}).values()
    return {name for one in definitions for name in one.get("properties", {})} | set(model.model_fields)
