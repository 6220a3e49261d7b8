"""Measures reading 200 mixed documents with two isolated workers, beside one process.

Run it in the repository's root: `python benchmarks/documents.py`. It needs the extra `[documents]`.
The 40 scans among the documents are recognised if tesseract is installed.
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

from records.demo_mail.generate import generate_mail
from records.demo_mail.generator_source import GeneratorSource
from records.documents.document_source import DocumentSource
from records.documents.folder import read_document_folder
from records.documents.read_document import read_document

sys.path.append(str(ROOT / "tests/support"))
import written_documents as written

COUNT, REPEATS = 200, 3
CHARACTERS = 100_000
MAILS = {"kind": "generator", "name": "mail", "licence": "own", "quarantine_limit": 0, "seed": 1}
SOURCE = {
    "kind": "documents",
    "name": "mixed",
    "licence": "own",
    "quarantine_limit": 0,
    "upstream": "this file",
}


def main() -> list[Result]:
    """The alternating wall-clock seconds of both."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root, "documents")
        write_documents(folder)
        source = DocumentSource.model_validate({**SOURCE, "path": "documents"})
        both = in_turns(
            REPEATS,
            lambda: seconds(lambda: read_document_folder(source, Path(root))),
            lambda: seconds(lambda: read_in_this_process(folder)),
        )
    recognised = "scans recognised" if shutil.which("tesseract") else "without tesseract"
    case = f"{COUNT} mixed documents, {source.workers} workers, {recognised}"
    return [Result(case, "s", *both, "one process without isolation")]


def read_in_this_process(folder: Path) -> None:
    """Reads the documents one after another."""
    for path in sorted(folder.iterdir()):
        read_document(path, "eng", CHARACTERS)


def seconds(work: Callable[[], object]) -> float:
    """The wall-clock seconds that a call takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def write_documents(folder: Path) -> None:
    """Generated letters in equal parts: PDF, Word, slides, scans, and text (plain, HTML, e-mail)."""
    folder.mkdir()
    mail = GeneratorSource.model_validate({**MAILS, "as_of": "2024-12-31", "rows_per_month": 200})
    texts = iter(generate_mail(mail).records["text"].str.replace(r"[()&<>]", " ", regex=True))
    for number, write in enumerate(islice(cycle((as_pdf, as_word, as_slides, as_scan, as_plain)), COUNT)):
        Path(folder, f"{number:03}").write_bytes(write(list(islice(texts, 6)), number))


def as_pdf(texts: list[str], number: int) -> bytes:
    """One to three pages."""
    return written.pdf(*map(written.shown, texts[: 1 + number % 3]))


def as_word(texts: list[str], number: int) -> bytes:
    """Some paragraphs, repeated."""
    return written.word("".join(map(written.paragraph, texts * (1 + number % 20))))


def as_slides(texts: list[str], number: int) -> bytes:
    """One to six slides."""
    return written.slides(*texts[: 1 + number % 6])


def as_scan(texts: list[str], number: int) -> bytes:
    """A page of A4 at 150 dots per inch with some lines."""
    page = Image.new("L", (1240, 1754), 255)
    for line, text in enumerate(texts):
        ImageDraw.Draw(page).text(
            (80, 100 + 60 * line),
            f"{number} {text[:70]}",
            fill=0,
            font_size=26,
        )
    file = io.BytesIO()
    page.save(file, "PNG")
    return file.getvalue()


def as_plain(texts: list[str], number: int) -> bytes:
    """A plain text, a page of HTML or an e-mail, in turn."""
    text = "\n\n".join(texts)
    return (text, f"<html><body><p>{text}</p></body></html>", f"From: a@b\nTo: c@d\n\n{text}")[number % 3].encode()


if __name__ == "__main__":
    show(main())
