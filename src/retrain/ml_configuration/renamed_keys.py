"""Configuration keys that were renamed keep working under their old name for one release."""

import sys
from collections.abc import Mapping
from functools import cache
from typing import Any


def accept_old_keys(values: Any, renamed: Mapping[str, str], section: str) -> Any:  # noqa: ANN401
    """The values of a section with old keys under their new names; each prints a notice on stderr.

    A value other than a mapping is returned as it is, and so is one that holds both names.

    Args:
        values: what a validator with `mode="before"` receives.
        renamed: old key -> new key.
        section: dotted path of the section, such as `decision`.
    """
    if not isinstance(values, Mapping):
        return values
    outdated = {old: new for old, new in renamed.items() if old in values and new not in values}
    for old, new in outdated.items():
        _notify(f"{section}.{old}", f"{section}.{new}")
    return {outdated.get(key, key): value for key, value in values.items()}


@cache
def _notify(old: str, new: str) -> None:
    """Prints one line, once a process."""
    until = "the old name works until the next release"
    sys.stderr.write(f"notice: the option `{old}` is now `{new}`; {until}\n")
