"""How long 200 mixed documents take with two workers that may be killed, beside one process that trusts them.

Run it in the repository's root: `python benchmarks/documents.py`. It needs the extra `[documents]`; with tesseract the
40 scans among the documents are recognised, else they need it.
"""

import io
import shutil
import sys
import tempfile
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from measuring import ROOT, Result, in_turns, show
from PIL import Image, ImageDraw

from records.configuration import DocumentSource, GeneratorSource
from records.demo_mail.generate import gather_mail
from records.documents.folder import gather_documents
from records.documents.read_document import read_document

sys.path.append(str(ROOT / "tests/unit/records"))
import written_documents as written

COUNT, REPEATS = 200, 3
CHARACTERS = 100_000
MAILS = {"kind": "generator", "name": "mail", "licence": "own", "quarantine_limit": 0, "seed": 1}
SOURCE = {"kind": "documents", "name": "mixed", "licence": "own", "quarantine_limit": 0, "upstream": "this file"}


def main() -> list[Result]:
    """The seconds of both, in turns."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "documents")
        write_documents(folder)
        source = DocumentSource.model_validate({**SOURCE, "path": "documents"})
        both = in_turns(
            REPEATS,
            lambda: seconds(lambda: gather_documents(source, Path(place))),
            lambda: seconds(lambda: [read_document(path, "eng", CHARACTERS) for path in sorted(folder.iterdir())]),
        )
    recognised = "scans recognised" if shutil.which("tesseract") else "without tesseract"
    return [
        Result(
            f"{COUNT} mixed documents, {source.workers} workers, {recognised}",
            "s",
            *both,
            "one process that trusts them",
        )
    ]


def seconds(work: Callable[[], object]) -> float:
    """The seconds on the clock that some work takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def write_documents(folder: Path) -> None:
    """Letters of the embedded mail in equal parts as PDF, Word files, slides, scans and plain, HTML or mail texts."""
    folder.mkdir()
    mail = GeneratorSource.model_validate({**MAILS, "as_of": "2024-12-31", "rows_per_month": 200})
    texts = iter(gather_mail(mail).records["text"].str.replace(r"[()&<>]", " ", regex=True))
    for number, write in enumerate(islice(cycle((as_pdf, as_word, as_slides, as_scan, as_plain)), COUNT)):
        Path(folder, f"{number:03}").write_bytes(write(list(islice(texts, 6)), number))


def as_pdf(texts: list[str], number: int) -> bytes:
    """One to three pages."""
    return written.pdf(*map(written.shown, texts[: 1 + number % 3]))


def as_word(texts: list[str], number: int) -> bytes:
    """Some paragraphs, each many times."""
    return written.word("".join(map(written.paragraph, texts * (1 + number % 20))))


def as_slides(texts: list[str], number: int) -> bytes:
    """One to six slides."""
    return written.slides(*texts[: 1 + number % 6])


def as_scan(texts: list[str], number: int) -> bytes:
    """A page of A4 in 150 dots an inch with some lines."""
    page = Image.new("L", (1240, 1754), 255)
    for line, text in enumerate(texts):
        ImageDraw.Draw(page).text((80, 100 + 60 * line), f"{number} {text[:70]}", fill=0, font_size=26)
    file = io.BytesIO()
    page.save(file, "PNG")
    return file.getvalue()


def as_plain(texts: list[str], number: int) -> bytes:
    """A text, a page of HTML or a letter by turns."""
    text = "\n\n".join(texts)
    return (text, f"<html><body><p>{text}</p></body></html>", f"From: a@b\nTo: c@d\n\n{text}")[number % 3].encode()


if __name__ == "__main__":
    show(main())
