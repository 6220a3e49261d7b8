"""Numbers as readers expect them."""

NOTHING = "—"
MINUS = "\u2212"


def score(value: float | None, digits: int = 3) -> str:
    """A score such as `0.713`; a dash where there is none."""
    return NOTHING if value is None else f"{value:.{digits}f}".replace("-", MINUS)


def change(value: float | None, digits: int = 3) -> str:
    """A signed difference such as `+0.021`; a dash where there is none, no sign where it rounds to zero."""
    if value is None:
        return NOTHING
    signed = f"{value:+.{digits}f}"
    return signed[1:] if float(signed) == 0 else signed.replace("-", MINUS)


def score_interval(interval: tuple[float, float] | None) -> str:
    """An interval of a score such as `0.701 to 0.725`; empty where there is none."""
    return "" if interval is None else f"{score(interval[0])} to {score(interval[1])}"


def change_interval(interval: tuple[float, float] | None) -> str:
    """An interval of a difference such as `+0.004 to +0.036`; empty where there is none."""
    return "" if interval is None else f"{change(interval[0])} to {change(interval[1])}"


def with_interval(value: str, interval: str) -> str:
    """The value, with its interval in parentheses where there is one."""
    return f"{value} ({interval})" if interval else value


def count(value: int | None) -> str:
    """A number of rows such as `12,345`; a dash where there is none."""
    return NOTHING if value is None else f"{value:,}".replace("-", MINUS)


def count_change(value: int) -> str:
    """A signed number of rows such as `+12`."""
    return f"{value:+,}".replace("-", MINUS) if value else "0"


def difference(retrained: float | None, legacy: float | None) -> float | None:
    """Retrained minus legacy, or None where one is missing."""
    return None if retrained is None or legacy is None else retrained - legacy
