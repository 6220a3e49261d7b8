"""A worker process that reads documents one after another within limits of memory and time.

Requests and responses are lines of JSON, since unpickling data that a document may forge is unsafe.
"""

import json
import os
import resource
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from records.documents.read_document import read_document

MEGABYTE = 2**20


def main() -> None:
    """Reads each path on the standard input; a timeout or lack of memory ends the process."""
    megabytes, seconds, characters, language = sys.argv[1:]
    _set_limits(int(megabytes) * MEGABYTE)
    with os.fdopen(os.dup(sys.stdout.fileno()), "w") as responses:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        for line in sys.stdin:
            signal.setitimer(signal.ITIMER_REAL, float(seconds))
            document = read_document(Path(json.loads(line)), language, int(characters))
            signal.setitimer(signal.ITIMER_REAL, 0)
            responses.write(json.dumps(asdict(document)) + "\n")
            responses.flush()


def _set_limits(memory: int) -> None:
    """Limits the memory where the operating system supports it, and lets the alarm kill."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))


if __name__ == "__main__":
    main()
