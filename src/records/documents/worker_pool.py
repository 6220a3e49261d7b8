"""A pool of worker processes that read documents; a worker that dies is replaced."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from records.documents.document import Document, Status
from records.documents.document_source import DocumentSource
from records.documents.file_kinds import HEAD_BYTES, FileKind, detect_kind

COMMAND = (sys.executable, "-P", "-m", "records.documents.worker")


def read_documents(paths: Sequence[Path], source: DocumentSource) -> list[Document]:
    """The documents in the order of the paths, whatever the number of workers.

    Args:
        paths: regular files.
        source: the limits of memory, time and length, and the number of workers.
    """
    workers = [Worker(source) for _ in range(source.workers)]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def read(path: Path) -> Document:
        worker = idle.get()
        try:
            return worker.read(path)
        finally:
            idle.put(worker)

    try:
        with ThreadPoolExecutor(source.workers) as threads:
            return list(threads.map(read, paths))
    finally:
        for worker in workers:
            worker.stop()


class Worker:
    """A worker process, started at the first request and again after its death."""

    def __init__(self, source: DocumentSource) -> None:
        arguments = (source.megabytes_of_memory, source.seconds, source.characters, source.language)
        self._command = (*COMMAND, *map(str, arguments))
        self._process: subprocess.Popen[str] | None = None

    def read(self, path: Path) -> Document:
        """The document of a file.

        If a process dies that has read other documents before, a new one tries again: a result
        never depends on earlier documents.
        """
        fresh = self._process is None
        document = self._request(path)
        if document.status is Status.CRASHED and not fresh:
            return self._request(path)
        return document

    def stop(self) -> None:
        """Kills the process and its children."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.communicate()
            self._process = None

    def _request(self, path: Path) -> Document:
        process = self._process = self._process or self._start()
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("a worker has pipes")
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps(str(path)) + "\n")
            process.stdin.flush()
        response = process.stdout.readline()
        if response.endswith("\n"):
            return _document(json.loads(response))
        timed_out = process.wait() == -signal.SIGALRM
        self.stop()
        status = Status.TIMEOUT if timed_out else Status.CRASHED
        return Document(detect_file_kind(path), status)

    def _start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(  # noqa: S603
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )


def _document(response: dict[str, Any]) -> Document:
    kind = FileKind(response["kind"])
    status = Status(response["status"])
    return Document(**{**response, "kind": kind, "status": status})


def detect_file_kind(path: Path) -> FileKind:
    """The kind of a file, from its first bytes."""
    with path.open("rb") as file:
        return detect_kind(file.read(HEAD_BYTES))
