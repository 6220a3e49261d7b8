"""Measures reading, checking and writing a CSV of 100,000 rows, beside pandas without checks.

Run it in the repository's root: `python benchmarks/csv_rows.py`. Memory is the peak without that of
the imports.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from measuring import Result, cpu_seconds, in_turns, show

from records.configuration import FileSource
from records.ingest import ingest

ROWS, REPEATS = 100_000, 3
NAME = "rows.csv"
TYPED = {"day": "date", "amount": "number", "price": "number", "due": "date"}
SOURCE = {
    "kind": "file",
    "name": "rows",
    "licence": "own",
    "upstream": "this file",
    "quarantine_limit": 0.05,
}


def main() -> list[Result]:
    """The alternating CPU times of both, and our memory beside the size of the file."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root)
        write_rows(folder / NAME)
        both = in_turns(
            REPEATS,
            lambda: cpu_seconds(lambda: ours(folder)),
            lambda: cpu_seconds(lambda: theirs(folder)),
        )
        size = (folder / NAME).stat().st_size / 2**20
        memory = [beyond_imports(folder) for _ in range(REPEATS)]
    return [
        Result(
            f"{ROWS:,} rows x 10 columns, read, checked, written",
            "CPU s",
            *both,
            "pandas, unchecked",
        ),
        Result("memory beyond the imports", "MiB", memory, [size] * REPEATS, "size of the file"),
    ]


def write_rows(path: Path) -> None:
    """Ids, days, numbers, categories and texts with line breaks; one cell in 10,000 is bad."""
    draws = np.random.default_rng(1)
    days = pd.Series(pd.to_datetime("2024-01-01") + pd.to_timedelta(draws.integers(0, 700, ROWS), unit="D")).astype(str)
    words = np.array(["meter", "invoice", 'said "no"', "moved\nout", "größe", "tariff, new"])
    texts = [" ".join(row) for row in words[draws.integers(0, len(words), (ROWS, 12))]]
    amounts = pd.Series(draws.normal(100, 20, ROWS).round(2).astype(str))
    amounts[draws.random(ROWS) < 1e-4] = "12,5x"
    table = pd.DataFrame({"id": range(ROWS), "day": days, "due": days, "amount": amounts, "text": texts})
    table["price"] = draws.integers(0, 10**6, ROWS)
    for name, values in {"channel": 5, "product": 40, "customer": 20_000, "label": 20}.items():
        table[name] = [f"{name} {number}" for number in draws.integers(0, values, ROWS)]
    table.to_csv(path, index=False)


def ours(folder: Path) -> None:
    """Runs the work of the stage `ingest`."""
    source = FileSource.model_validate({**SOURCE, "path": NAME, "id": "id", "columns": TYPED})
    ingest(source, folder, folder / "raw", folder / "ingest.json")


def theirs(folder: Path) -> None:
    """Reads and writes the file with pandas, as strings."""
    pd.read_csv(folder / NAME, dtype=str, keep_default_na=False).to_csv(folder / "copy.csv", index=False)


def beyond_imports(folder: Path) -> float:
    """Peak memory of `ours` in its own process in MiB, without its imports."""
    completed = subprocess.run(
        [sys.executable, __file__, str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(completed.stdout)


def peak_memory() -> float:
    """The peak memory of this process in MiB; that of `getrusage` starts at its parent's."""
    match = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))
    return int(match[1]) / 2**10 if match else float("nan")


if __name__ == "__main__":
    if sys.argv[1:]:
        before = peak_memory()
        ours(Path(sys.argv[1]))
        print(peak_memory() - before)
    else:
        show(main())
