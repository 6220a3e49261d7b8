"""Runs every benchmark, each in a process of its own, and writes `benchmarks/RESULTS.md`.

Run it in a repository whose road has run: `make benchmark`, or `python benchmarks/run.py` with `--quick` for those of
about two minutes, or with the names of some. A table is written as soon as it is known, and what is not asked for
keeps its former one; what is absent on this machine is skipped with a reason.
"""

import platform
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

from measuring import HEAD, AbsentError

QUICK = ("checkpoints", "featurizers", "predict", "csv_rows")
CASES = (
    "peers",
    *QUICK,
    "start_up",
    "no_op",
    "large",
    "scale",
    "tabular",
    "examples",
    "encoder",
    "search",
    "judge",
    "documents",
    "serving",
)
LIBRARIES = ("numpy", "scipy", "scikit-learn", "torch", "pytorch-lightning", "pandas", "pyarrow", "fasttext-wheel")
RESULTS = Path("benchmarks/RESULTS.md")
INTRODUCTION = """# Results

What `make benchmark` measured. Contestants take turns in one run on one thread; a value is the median over repeats or
seeds, with its range; the ratio is of medians, ours over the peer's. What each case does stands in its module.

![Seconds and memory over rows](scale.svg)
"""


def main(arguments: list[str]) -> None:
    """Runs the cases and writes a table each."""
    chosen = QUICK if arguments == ["--quick"] else arguments or CASES
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as process:
        for case in chosen:
            table = process.submit(measured, case).result()
            print(f"## {case}\n{table}", flush=True)
            write({**tables(), case: f"{table}\n{machine()}"})


def measured(case: str) -> str:
    """The table of a case, or why there is none; the command line, which stages read, is not the case's."""
    sys.argv = [case]
    try:
        return "\n".join([HEAD, *(result.row for result in import_module(case).main())])
    except (AbsentError, ModuleNotFoundError) as absent:
        return f"Skipped: {absent}."


def machine() -> str:
    """The processor and the libraries."""
    information = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", information.read_text(encoding="utf-8")) if information.exists() else None
    model = found[1] if found else platform.processor()
    libraries = ", ".join(f"{name} {known}" for name in LIBRARIES if (known := installed(name)))
    return f"\n{model}, {cpu_count()} cores; Python {platform.python_version()}, {libraries}"


def installed(library: str) -> str | None:
    """Its version, None where it is not installed."""
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def tables() -> dict[str, str]:
    """What is written already, by case."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    parts = (part.partition("\n\n") for part in text.split("\n## ")[1:])
    return {case: table.strip() for case, _, table in parts}


def write(results: dict[str, str]) -> None:
    """Writes the tables in the order of the cases."""
    ordered = [f"## {case}\n\n{results[case].strip()}\n" for case in CASES if case in results]
    RESULTS.write_text("\n".join([INTRODUCTION, *ordered]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
