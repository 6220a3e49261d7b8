"""Messages about refused values: file, line, key, what is wrong, and a suggestion."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from retrain.configuration.yaml_lines import PARAMS, locate, locate_parent, strip_union_tags
from retrain.ml_configuration.errors import InvalidOptionsError, did_you_mean
from retrain.workspace.yaml_files import read_yaml

WRONG_TAG = "union_tag_invalid"
CHOICES = {"enum": "expected", "literal_error": "expected", WRONG_TAG: "expected_tags"}

Details = Mapping[str, Any]


def explain_validation_error(error: ValidationError, values: Mapping[str, Any], model: type[BaseModel]) -> str:
    """One line for each wrong value.

    Args:
        error: what pydantic found in the composed configuration.
        values: the composed configuration.
        model: the class that refused it, whose field names are suggested.
    """
    known = _field_names(model)
    causes = [details for details in error.errors() if not _follows_from_others(details)]
    return "\n".join(_line(details, values, known) for details in causes)


def explain_invalid_options(problem: InvalidOptionsError) -> str:
    """One line for each option that the class of a step refused."""
    values = read_yaml(PARAMS)
    lines = []
    for details in problem.error.errors():
        absolute = {**details, "loc": (*problem.location, *details["loc"])}
        lines.append(_line(absolute, values, problem.options))
    return "\n".join(lines)


def _follows_from_others(details: Details) -> bool:
    return bool(details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"])


def _line(details: Details, values: Mapping[str, Any], known: Iterable[str]) -> str:
    tag = (details["ctx"]["discriminator"].strip("'"),) if details["type"] == WRONG_TAG else ()
    location = strip_union_tags((*details["loc"], *tag), values)
    find_line = locate_parent if details["type"] == "missing" else locate
    key = ".".join(map(str, location))
    return f"{find_line(location, values)}: {key}: {_problem(details)}{_suggestion(details, known)}"


def _problem(details: Details) -> str:
    if details["type"] == "extra_forbidden":
        return "there is no such key"
    if details["type"] == "missing":
        return "this key is missing; add it"
    if details["type"] == WRONG_TAG:
        return f"Input should be {' or '.join(map(repr, _choices(details)))}, not {details['ctx']['tag']!r}"
    message = str(details["msg"]).removeprefix("Value error, ")
    value = details.get("input")
    return message if isinstance(value, dict | list) else f"{message}, not {value!r}"


def _suggestion(details: Details, known: Iterable[str]) -> str:
    if details["type"] == "extra_forbidden":
        return did_you_mean(str(details["loc"][-1]), known)
    if details["type"] not in CHOICES:
        return ""
    return did_you_mean(str(details["ctx"].get("tag", details["input"])), _choices(details))


def _choices(details: Details) -> list[str]:
    return re.findall("'([^']*)'", str(details["ctx"][CHOICES[details["type"]]]))


def _field_names(model: type[BaseModel]) -> set[str]:
    names = set(model.model_fields)
    for definition in model.model_json_schema().get("$defs", {}).values():
        names.update(definition.get("properties", {}))
    return names
