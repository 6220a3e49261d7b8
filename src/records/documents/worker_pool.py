"""Several processes that read documents, each started again when it dies."""

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

from records.configuration import DocumentSource
from records.documents.document import Document, Status
from records.documents.file_kinds import HEAD, Kind, kind_of

WORKER = (sys.executable, "-P", "-m", "records.documents.worker")


def read_documents(paths: Sequence[Path], source: DocumentSource) -> list[Document]:
    """What is known of each document, in the order of the paths; it does not depend on the number of workers.

    Args:
        paths: plain files.
        source: the limits of memory, time and length, and the number of workers.
    """
    readers = [Reader(source) for _ in range(source.workers)]
    idle: SimpleQueue[Reader] = SimpleQueue()
    for reader in readers:
        idle.put(reader)

    def read(path: Path) -> Document:
        reader = idle.get()
        try:
            return reader.read(path)
        finally:
            idle.put(reader)

    try:
        with ThreadPoolExecutor(source.workers) as threads:
            return list(threads.map(read, paths))
    finally:
        for reader in readers:
            reader.stop()


class Reader:
    """A worker process, started when it is first asked and again after its death."""

    def __init__(self, source: DocumentSource) -> None:
        limits = (source.megabytes_of_memory, source.seconds, source.characters, source.language)
        self._command = (*WORKER, *map(str, limits))
        self._process: subprocess.Popen[str] | None = None

    def read(self, path: Path) -> Document:
        """What is known of a document.

        Where a process dies that had read others before, a fresh one tries again: what becomes of a
        document does not depend on those before it.
        """
        fresh = self._process is None
        document = self._ask(path)
        return self._ask(path) if document.status is Status.CRASHED and not fresh else document

    def stop(self) -> None:
        """Kills the process with whatever it started."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.communicate()
            self._process = None

    def _ask(self, path: Path) -> Document:
        process = self._process = self._process or self._started()
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("a worker is started with pipes")
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps(str(path)) + "\n")
            process.stdin.flush()
        answer = process.stdout.readline()
        if answer.endswith("\n"):
            return _document(json.loads(answer))
        late = process.wait() == -signal.SIGALRM
        self.stop()
        return Document(coarse_kind(path), Status.TIMEOUT if late else Status.CRASHED)

    def _started(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(  # noqa: S603
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )


def _document(answer: dict[str, object]) -> Document:
    return Document(**{**answer, "kind": Kind(answer["kind"]), "status": Status(answer["status"])})  # type: ignore[arg-type]


def coarse_kind(path: Path) -> Kind:
    """What the first bytes of a file say it is."""
    with path.open("rb") as file:
        return kind_of(file.read(HEAD))
