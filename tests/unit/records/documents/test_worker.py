"""A worker process starts fast."""

import subprocess
import sys


def test_a_worker_starts_without_tables_and_without_the_extra():
    heavy = "{'pandas', 'numpy', 'pydantic', 'PIL', 'pypdfium2', 'defusedxml'} & set(sys.modules)"
    code = f"import sys, records.documents.worker; print({heavy})"
    command = [sys.executable, "-c", code]
    completed = subprocess.run(command, capture_output=True, text=True, check=True)
    assert completed.stdout == "set()\n"
