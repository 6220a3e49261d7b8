"""Runs a search in a process of its own, which a test may kill."""

import os
import sys
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from retrain.configuration import load
from retrain.ml_configuration.search import SearchSections
from retrain.search.run_search import search_hyperparameters

PROCESSES = get_context("forkserver")


def run_search(folder: Path) -> None:
    """Runs the search of a folder's params.yaml in this process."""
    os.chdir(folder)
    sys.argv = ["search.py"]
    search_hyperparameters(load(SearchSections))


def start_search(folder: Path) -> BaseProcess:
    """A new process that runs the search."""
    PROCESSES.set_forkserver_preload([__name__])
    process = PROCESSES.Process(target=run_search, args=(folder,))
    process.start()
    return process
