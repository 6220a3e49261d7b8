"""Where in `conf/` a value of the composed configuration stands."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

CONFIGURATION = Path("conf")
PARAMS = Path("params.yaml")
TIMESTAMP = "tag:yaml.org,2002:timestamp"

Location = tuple[str | int, ...]


def resolve(location: Location, values: Mapping[str, Any]) -> Location:
    """A location of pydantic without the tags that it adds for members of a union."""
    kept: list[str | int] = []
    here: Any = values
    for number, part in enumerate(location):
        if _holds(here, part):
            here = here[part]
            kept.append(part)
        elif number == len(location) - 1:
            kept.append(part)
    return tuple(kept)


def place(location: Location, values: Mapping[str, Any]) -> str:
    """`file:line` of the value at a resolved location.

    The group's own file is asked first, then the task's and the defaults list's; a value that none
    of them holds came from an override, and stands in params.yaml.
    """
    wanted = _value(values, location)
    for path, keys in _candidates(location, values):
        found = _marks(path, keys)
        if len(found) == len(keys) and keys and _same(found[-1][1], wanted):
            return f"{path}:{found[-1][0]}"
    found = _marks(PARAMS, location)
    return f"{PARAMS}:{found[-1][0] if found else 1}"


def place_of_parent(location: Location, values: Mapping[str, Any]) -> str:
    """`file:line` under which a missing key belongs; params.yaml where the file in `conf/` has the key."""
    candidates = list(_candidates(location, values))
    path, keys = candidates[0 if len(location) > 1 else -1]
    found = _marks(path, keys)
    if len(found) == len(keys):
        path, found = PARAMS, _marks(PARAMS, location)
    return f"{path}:{found[-1][0] if found else 1}"


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
        step = _child(node, part)
        if step is None:
            break
        marks.append(step)
        node = step[1]
    return marks


def _root(path: Path) -> yaml.Node | None:
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, ValueError, yaml.YAMLError):
        return None


def _child(node: yaml.Node | None, part: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark.line + 1, value) for key, value in node.value if key.value == str(part)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.line + 1, node.value[part]
    return None


def _same(node: yaml.Node, wanted: object) -> bool:
    if not isinstance(node, yaml.ScalarNode):
        return True
    written = node.value if node.tag == TIMESTAMP else yaml.safe_load(yaml.serialize(node))
    return written in (wanted, str(wanted))


def _value(values: object, location: Location) -> object:
    here: Any = values
    for part in location:
        if not _holds(here, part):
            return None
        here = here[part]
    return here


def _holds(here: object, part: str | int) -> bool:
    if isinstance(here, dict):
        return part in here
    return isinstance(here, list) and isinstance(part, int) and part < len(here)
