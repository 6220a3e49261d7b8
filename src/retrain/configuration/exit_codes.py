"""Exit codes: 2 for wrong input and full disks, 1 for a refused promotion or merge."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from records.errors import InputError as RecordsInputError
from retrain.configuration.error_messages import explain_invalid_options
from retrain.ml_configuration.errors import GateFailed, InputError, InvalidOptionsError

BAD_INPUT = 2
REFUSED = 1
DISK_ERRORS = {errno.EDQUOT, errno.EIO, errno.ENOSPC, errno.EROFS}


@contextmanager
def exit_on_user_error() -> Iterator[None]:
    """Turns a user error raised within into a message on stderr and an exit code."""
    try:
        yield
    except InvalidOptionsError as error:
        _exit(explain_invalid_options(error), BAD_INPUT)
    except OSError as error:
        if error.errno not in DISK_ERRORS:
            raise
        _exit(f"{error.filename or 'disk'}: {error.strerror}; make the disk writable, then run again", BAD_INPUT)
    except (InputError, RecordsInputError) as error:
        _exit(str(error), BAD_INPUT)
    except GateFailed as error:
        _exit(str(error), REFUSED)


def _exit(message: str, code: int) -> None:
    sys.stderr.write(message.rstrip() + "\n")
    raise SystemExit(code)
