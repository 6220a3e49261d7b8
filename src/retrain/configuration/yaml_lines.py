"""File and line in `conf/` of each value of the composed configuration."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

CONFIGURATION = Path("conf")
PARAMS = Path("params.yaml")
TIMESTAMP = "tag:yaml.org,2002:timestamp"

Location = tuple[str | int, ...]


def strip_union_tags(location: Location, values: Mapping[str, Any]) -> Location:
    """A location as pydantic gives it, without the tags that it adds for members of a union."""
    parts: list[str | int] = []
    node: Any = values
    for number, part in enumerate(location):
        if _contains(node, part):
            node = node[part]
            parts.append(part)
        elif number == len(location) - 1:
            parts.append(part)
    return tuple(parts)


def locate(location: Location, values: Mapping[str, Any]) -> str:
    """`file:line` of the value at a location without union tags.

    The group's own file is searched first, then the task's and `config.yaml`. A value that none of
    them holds came from an override: its line is that in params.yaml.
    """
    value = _value(values, location)
    for path, keys in _candidates(location, values):
        marks = _marks(path, keys)
        if len(marks) == len(keys) and keys and _equals(marks[-1][1], value):
            return f"{path}:{marks[-1][0]}"
    return f"{PARAMS}:{_last_line(_marks(PARAMS, location))}"


def locate_parent(location: Location, values: Mapping[str, Any]) -> str:
    """`file:line` of the section of a missing key; in params.yaml where `conf/` has the key."""
    candidates = list(_candidates(location, values))
    path, keys = candidates[0 if len(location) > 1 else -1]
    marks = _marks(path, keys)
    if len(marks) < len(keys):
        return f"{path}:{_last_line(marks)}"
    return f"{PARAMS}:{_last_line(_marks(PARAMS, location))}"


def _last_line(marks: list[tuple[int, yaml.Node]]) -> int:
    return marks[-1][0] if marks else 1


def _candidates(location: Location, values: Mapping[str, Any]) -> Iterator[tuple[Path, Location]]:
    group = str(location[0]) if location else ""
    for section, keys in ((group, location[1:]), ("task", location)):
        chosen = values.get(section)
        name = chosen.get("name") if isinstance(chosen, dict) else None
        path = CONFIGURATION / section / f"{name}.yaml"
        if path.is_file() and (section, keys) != ("task", location[1:]):
            yield path, keys
    yield CONFIGURATION / "config.yaml", location


def _marks(path: Path, location: Location) -> list[tuple[int, yaml.Node]]:
    """The 1-based line and the node of each part of a location, as deep as a YAML file holds it."""
    node = _root(path)
    marks: list[tuple[int, yaml.Node]] = []
    for part in location:
        mark = _child(node, part)
        if mark is None:
            break
        marks.append(mark)
        node = mark[1]
    return marks


def _root(path: Path) -> yaml.Node | None:
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, ValueError, yaml.YAMLError):
        return None


def _child(node: yaml.Node | None, part: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.line + 1, node.value[part]
    return None


def _equals(node: yaml.Node, value: object) -> bool:
    """Whether a scalar has this value; True of every mapping and sequence."""
    if not isinstance(node, yaml.ScalarNode):
        return True
    written = node.value if node.tag == TIMESTAMP else yaml.safe_load(yaml.serialize(node))
    return written in (value, str(value))


def _value(values: object, location: Location) -> object:
    node: Any = values
    for part in location:
        if not _contains(node, part):
            return None
        node = node[part]
    return node


def _contains(node: object, part: str | int) -> bool:
    if isinstance(node, dict):
        return part in node
    return isinstance(node, list) and isinstance(part, int) and part < len(node)
