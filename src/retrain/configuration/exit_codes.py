"""Bad input and full disks, explained without a traceback and exit code 2; a gate that says no, exit code 1."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from records.errors import InputError as RecordsProblem
from retrain.configuration.error_messages import explain_invalid_options
from retrain.ml_configuration.errors import GateFailed, InputError, InvalidOptionsError

BAD_INPUT = 2
REFUSED = 1
DISK_PROBLEMS = {errno.EDQUOT, errno.EIO, errno.ENOSPC, errno.EROFS}


@contextmanager
def exit_on_user_error() -> Iterator[None]:
    """Within it bad input ends the process with its message on stderr and exit code 2."""
    try:
        yield
    except InvalidOptionsError as problem:
        _leave(explain_invalid_options(problem), BAD_INPUT)
    except OSError as problem:
        if problem.errno not in DISK_PROBLEMS:
            raise
        _leave(f"{problem.filename or 'disk'}: {problem.strerror}; mend it, then run again", BAD_INPUT)
    except (InputError, RecordsProblem) as problem:
        _leave(str(problem), BAD_INPUT)
    except GateFailed as refusal:
        _leave(str(refusal), REFUSED)


def _leave(message: str, code: int) -> None:
    sys.stderr.write(message.rstrip() + "\n")
    raise SystemExit(code)
