"""Numbers as readers expect them."""

from collections.abc import Callable

from retrain.ml_configuration.comparison_document import Interval

NOTHING = "—"
MINUS = "\u2212"


def score(value: float | None) -> str:
    """A score such as `0.713`; a dash where there is none."""
    return NOTHING if value is None else f"{value:.3f}".replace("-", MINUS)


def change(value: float | None, digits: int = 3) -> str:
    """A signed difference such as `+0.021`; a dash where there is none, no sign where it rounds to zero."""
    if value is None:
        return NOTHING
    signed = f"{value:+.{digits}f}"
    return signed[1:] if float(signed) == 0 else signed.replace("-", MINUS)


def with_interval(written: Callable[[float | None], str], value: float | None, interval: Interval | None) -> str:
    """The value, such as `0.713 (0.701 to 0.725)`, with its interval where there is one."""
    return f"{written(value)} ({written(interval[0])} to {written(interval[1])})" if interval else written(value)


def count(value: int) -> str:
    """A number of rows such as `12,345`."""
    return f"{value:,}".replace("-", MINUS)


def count_change(value: int) -> str:
    """A signed number of rows such as `+12`."""
    return f"{value:+,}".replace("-", MINUS) if value else "0"


def difference(retrained: float | None, legacy: float | None) -> float | None:
    """Retrained minus legacy, or None where one is missing."""
    return None if retrained is None or legacy is None else retrained - legacy
