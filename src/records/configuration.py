"""Where raw records come from: a closed union of sources, told apart by `kind`."""

from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


def _inside(path: str) -> str:
    if not path or "://" in path or PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise ValueError(f"{path!r} is no path under the repository's root; bring remote data with `dvc import-url`")
    return path


NonEmpty = Annotated[str, Field(min_length=1)]
LocalPath = Annotated[str, AfterValidator(_inside)]
Connection = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Share = Annotated[float, Field(ge=0, le=1)]


class CellType(StrEnum):
    """What the cells of a column must be; an empty cell is missing and always allowed."""

    DATE = "date"
    NUMBER = "number"
    TEXT = "text"


class SourceBase(BaseModel):
    """What every source says of itself.

    Attributes:
        name: the name of its YAML file.
        licence: of the data; printed in every report.
        as_of: the last day that is read; rows without a date are read too.
        quarantine_limit: share of the rows in quarantine above which the whole source is refused.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    name: NonEmpty
    licence: NonEmpty
    quarantine_limit: Share
    as_of: date | None = None


class GeneratorSource(SourceBase):
    """The invented mail of a utility company, 2024-01 to 2025-12.

    Attributes:
        as_of: the last day that is read.
        seed: every letter is a function of it and of the letter's number.
        rows_per_month: letters in each month.
    """

    kind: Literal["generator"]
    as_of: date
    seed: Annotated[int, Field(ge=0)]
    rows_per_month: Annotated[int, Field(ge=1, le=100_000)]


class TableSource(SourceBase):
    """A table with columns that the task names.

    Attributes:
        columns: column -> type of its cells; the others are text.
        id: the column of unique ids; without it a row gets an id from its content, in a column
            `id`.
        time: the column of dates that `as_of` cuts by.
    """

    columns: dict[str, CellType] = {}
    id: NonEmpty | None = None
    time: NonEmpty | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.time is not None and self.columns.get(self.time) is not CellType.DATE:
            raise ValueError(f"time names {self.time!r}, which is no date yet; write `{self.time}: date` under columns")
        if self.as_of is not None and self.time is None:
            raise ValueError("as_of has nothing to cut by; name the column of dates in `time`, or set as_of to null")
        return self


class TableForm(BaseModel):
    """How the cells of a file are told apart, as far as its format leaves that open.

    Attributes:
        header: whether the first row names the columns; else they are c0, c1, ...
        encoding: of CSV and TSV; UTF-16 is also known by its mark.
        delimiter: of CSV; null takes the one that the first line holds most often.
        sheet: of Excel; null takes the first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    header: bool = True
    encoding: Literal["utf-8", "utf-16", "latin-1", "cp1252"] = "utf-8"
    delimiter: Literal[",", ";", "\t", "|"] | None = None
    sheet: NonEmpty | None = None


class LocatedSource(TableSource):
    """Files: one, several in a folder, or the members of a zip archive.

    Attributes:
        path: a file, a folder or a `.zip`, relative to the repository's root.
        package: an installed Python package in whose folder `path` lies instead.
        files: the members of the folder or archive, in the order in which they are read; none takes
            all that can be read, by name.
        upstream: where a person gets the data.
    """

    path: LocalPath
    package: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] | None = None
    files: tuple[LocalPath, ...] = ()
    upstream: NonEmpty


class ImageSource(LocatedSource):
    """Pictures, one record each: `id` and `folder`, from their paths, and `image`, grey pixels row by row.

    Attributes:
        size: pixels a side, to which every picture is brought.
    """

    kind: Literal["images"]
    id: Literal["id"] = "id"
    size: Annotated[int, Field(ge=4, le=256)]


class FileSource(TableForm, LocatedSource):
    """A file, or several with equal columns: in a folder, or in a zip archive.

    CSV, TSV, JSON lines, Parquet and Excel are told apart by the ends of their names, which may
    have `.gz` behind.

    Attributes:
        file_column: a column to add that holds the stem of the row's file, such as `train`.
        sha256: file -> expected digest of its bytes, for the files that are to be checked.
    """

    kind: Literal["file"]
    file_column: NonEmpty | None = None
    sha256: dict[str, Digest] = {}

    @model_validator(mode="after")
    def _files_are_known(self) -> Self:
        if self.id is None and self.file_column == "id":
            raise ValueError("file_column cannot be 'id', which holds the ids made from content; choose another name")
        known = self.files or (PurePosixPath(self.path).name,)
        if strangers := [file for file in self.sha256 if file not in known]:
            raise ValueError(f"sha256 names {strangers[0]!r}, which is not read; write one of {', '.join(known)}")
        return self


class SqlSource(TableSource):
    """The rows of a query to a database that SQLAlchemy knows.

    Attributes:
        connection: names the URL, which stands outside git: docs/sources.md.
        query: one SELECT with an ORDER BY; `:as_of` in it is the day of `as_of`.
    """

    kind: Literal["sql"]
    connection: Connection
    query: Annotated[str, Field(pattern=r"(?is)^\s*(select|with)\b.*\border\s+by\b")]


class MongoSource(TableSource):
    """The documents of a collection of MongoDB, in the order of their `_id`; a nested field is named `outer.inner`.

    Attributes:
        connection: names the URL, which stands outside git: docs/sources.md.
        database: its name.
        collection: its name.
        fields: those that become columns.
    """

    kind: Literal["mongo"]
    connection: Connection
    database: NonEmpty
    collection: NonEmpty
    fields: Annotated[tuple[NonEmpty, ...], Field(min_length=1)]


class DocumentSource(SourceBase):
    """A folder of documents, one record each; `quarantine_limit` has nothing to count here, as a status does it.

    `as_of` cuts by what each document says of its own making.

    Attributes:
        path: the folder, relative to the repository's root.
        upstream: where a person gets the documents.
        language: of scans and pictures, as tesseract calls it, such as `eng+deu`.
        workers: processes that read side by side.
        megabytes: size above which a document is not opened.
        megabytes_of_memory: of one worker.
        seconds: after which the reading of a document ends.
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


Source = Annotated[
    DocumentSource | GeneratorSource | FileSource | ImageSource | SqlSource | MongoSource, Field(discriminator="kind")
]
