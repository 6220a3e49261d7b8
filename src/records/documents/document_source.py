"""The configuration of a folder of documents."""

from typing import Annotated, Literal

from pydantic import Field

from records.configuration import LocalPath, NonEmpty, SourceBase


class DocumentSource(SourceBase):
    """A folder of documents, one record each; unreadable ones have a status and no quarantine.

    `as_of` is compared with the day of creation that a document states.

    Attributes:
        path: the folder, relative to the repository's root.
        upstream: where a person gets the documents.
        language: of scans and images, as tesseract names it, such as `eng+deu`.
        workers: number of processes that read in parallel.
        megabytes: size above which a document is not opened.
        megabytes_of_memory: memory limit of one worker.
        seconds: time limit for one document.
        characters: length at which the text of a document is cut.
    """

    kind: Literal["documents"]
    path: LocalPath
    upstream: NonEmpty
    language: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z_+]*$")] = "eng"
    workers: Annotated[int, Field(ge=1, le=64)] = 2
    megabytes: Annotated[int, Field(ge=1, le=1024)] = 64
    megabytes_of_memory: Annotated[int, Field(ge=256)] = 1024
    seconds: Annotated[float, Field(gt=0, le=600)] = 20
    characters: Annotated[int, Field(ge=1)] = 100_000
