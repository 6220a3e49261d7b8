"""Runs every benchmark, each in a process of its own, and writes `benchmarks/RESULTS.md`.

Run it in a repository where `dvc repro` has run: `make benchmark`, or `python benchmarks/run.py`
with `--quick` for those that take about two minutes, or with the names of some. Each table is
written as soon as it is measured; the others stay as they are. A benchmark whose programs or data
are missing is skipped with a reason.
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

from measuring import HEADER, AbsentError

QUICK = (
    "checkpoints",
    "featurizers",
    "predict",
    "csv_rows",
)
TITLES = {
    "peers": "text classification beside scikit-learn and fastText",
    "checkpoints": "the trainer beside a plain PyTorch loop",
    "featurizers": "TF-IDF beside scikit-learn",
    "predict": "predictions of a whole model",
    "csv_rows": "reading and checking a CSV",
    "start_up": "start of each stage and of the command line",
    "no_op": "`dvc repro` with nothing to do",
    "large": "text classification of many rows",
    "scale": "all stages over the number of rows",
    "tabular": "tables beside gradient boosting",
    "examples": "accuracy of the example tasks",
    "encoder": "accuracy and cost of a sentence encoder",
    "search": "overhead of a search",
    "judge": "statistics of a decision",
    "documents": "reading office documents",
    "serving": "the service beside other servers",
}
LIBRARIES = (
    "numpy",
    "scipy",
    "scikit-learn",
    "torch",
    "pytorch-lightning",
    "pandas",
    "pyarrow",
    "fasttext-wheel",
)
RESULTS = Path("benchmarks/RESULTS.md")
INTRODUCTION = """# Results

The measurements of `make benchmark`. Contestants take turns in one run on one thread. A value is the median over
repeats or seeds with its range; the ratio is our median over the peer's. The docstring of `benchmarks/NAME.py`
describes the benchmark `NAME`.

![Seconds and memory over rows](scale.svg)
"""


def main(arguments: list[str]) -> None:
    """Runs the benchmarks and writes one table each."""
    chosen = QUICK if arguments == ["--quick"] else arguments or TITLES
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as process:
        for case in chosen:
            table = process.submit(measured, case).result()
            print(f"## {case}\n{table}", flush=True)
            write({**tables(), case: f"{table}\n{machine()}"})


def measured(case: str) -> str:
    """The table of a benchmark, or why it is skipped; its stages do not see the arguments."""
    sys.argv = [case]
    try:
        return "\n".join([HEADER, *(result.row for result in import_module(case).main())])
    except (AbsentError, ModuleNotFoundError) as error:
        return f"Skipped: {error}."


def machine() -> str:
    """The processor and the libraries."""
    information = Path("/proc/cpuinfo")
    match = re.search(r"model name\s*: (.+)", information.read_text(encoding="utf-8")) if information.exists() else None
    model = match[1] if match else platform.processor()
    libraries = ", ".join(f"{name} {installed_version}" for name in LIBRARIES if (installed_version := installed(name)))
    return f"\n{model}, {cpu_count()} cores; Python {platform.python_version()}, {libraries}"


def installed(library: str) -> str | None:
    """Its version, None where it is not installed."""
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def tables() -> dict[str, str]:
    """The tables in the file, by benchmark."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    parts = (part.partition("\n\n") for part in text.split("\n## ")[1:])
    return {heading.partition(":")[0]: table.strip() for heading, _, table in parts}


def write(results: dict[str, str]) -> None:
    """Writes the tables in the order of `TITLES`."""
    ordered = [f"## {case}: {title}\n\n{results[case].strip()}\n" for case, title in TITLES.items() if case in results]
    RESULTS.write_text("\n".join([INTRODUCTION, *ordered]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
