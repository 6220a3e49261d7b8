"""Numbers as text for readers."""

from collections.abc import Callable

from retrain.ml_configuration.comparison_document import Interval

Format = Callable[[float | None], str]

MISSING = "—"
MINUS = "\u2212"


def format_score(value: float | None) -> str:
    """A score such as `0.713`; a dash for None."""
    return MISSING if value is None else f"{value:.3f}".replace("-", MINUS)


def format_change(value: float | None, digits: int = 3) -> str:
    """A difference such as `+0.021`, without a sign if it rounds to zero; a dash for None."""
    if value is None:
        return MISSING
    signed = f"{value:+.{digits}f}"
    return signed[1:] if float(signed) == 0 else signed.replace("-", MINUS)


def with_interval(format_value: Format, value: float | None, interval: Interval | None) -> str:
    """The value with its interval, if any, such as `0.713 (0.701 to 0.725)`."""
    if interval is None:
        return format_value(value)
    low, high = map(format_value, interval)
    return f"{format_value(value)} ({low} to {high})"


def format_count(value: int) -> str:
    """A number of rows such as `12,345`."""
    return f"{value:,}".replace("-", MINUS)


def format_count_change(value: int) -> str:
    """A signed number of rows such as `+12`."""
    return f"{value:+,}".replace("-", MINUS) if value else "0"


def difference(retrained: float | None, legacy: float | None) -> float | None:
    """Retrained minus legacy, or None where one is missing."""
    return None if retrained is None or legacy is None else retrained - legacy
