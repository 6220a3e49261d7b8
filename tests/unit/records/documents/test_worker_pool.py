"""Workers that hang or die cost one document, and their number changes nothing."""

import subprocess

from records.documents.document import Status
from records.documents.worker_pool import Worker, read_documents


def test_a_document_that_takes_too_long_times_out(document_source, put):
    slow, good = put("slow.html", b"<html>" + b"<p>" * 3_000_000), put("good.txt", b"hello")
    worker = Worker(document_source(seconds=0.5))
    try:
        assert [worker.read(path).status for path in (good, slow, good)] == [
            Status.OK,
            Status.TIMEOUT,
            Status.OK,
        ]
    finally:
        worker.stop()


def test_a_worker_that_died_between_two_documents_is_replaced(document_source, put):
    worker, path = Worker(document_source()), put("good.txt", b"hello")
    try:
        before = worker.read(path)
        subprocess.run(["kill", "-9", str(worker._process.pid)], check=True)
        assert worker.read(path) == before
    finally:
        worker.stop()


def test_the_number_of_workers_changes_nothing(document_source, put):
    paths = [put(f"{number}.txt", f"text {number}".encode()) for number in range(9)]
    one, three = (read_documents(paths, document_source(workers=workers)) for workers in (1, 3))
    assert one == three
    assert [document.text for document in one] == [f"text {number}" for number in range(9)]
