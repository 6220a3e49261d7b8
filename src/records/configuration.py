"""The configuration classes that every source shares, and that of files."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from records.errors import InputError


def _below_root(path: str) -> str:
    parts = PurePosixPath(path)
    if not path or "://" in path or parts.is_absolute() or ".." in parts.parts:
        raise ValueError(f"{path!r} is not under the repository's root; see `dvc import-url`")
    return path


NonEmpty = Annotated[str, Field(min_length=1)]
LocalPath = Annotated[str, AfterValidator(_below_root)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Share = Annotated[float, Field(ge=0, le=1)]


class CellType(StrEnum):
    """The type of a column's cells; an empty cell is a missing value and always allowed."""

    DATE = "date"
    NUMBER = "number"
    TEXT = "text"


class SourceBase(BaseModel):
    """The fields that every source has.

    Attributes:
        name: the name of its YAML file.
        licence: of the data; printed in every report.
        as_of: the last day that is read; rows without a date are read too.
        quarantine_limit: the share of rows in quarantine, 0 to 1, above which the source is
            refused.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    name: NonEmpty
    licence: NonEmpty
    quarantine_limit: Share
    as_of: date | None = None


class TableSource(SourceBase):
    """A source whose columns the task names.

    Attributes:
        columns: column -> type of its cells; the others are text.
        id: the column of unique ids; without it each row gets an id computed from its content, in a
            new column `id`.
        time: the column of dates that `as_of` is compared with.
    """

    columns: dict[str, CellType] = {}
    id: NonEmpty | None = None
    time: NonEmpty | None = None

    @model_validator(mode="after")
    def _time_is_a_date(self) -> Self:
        if self.time is not None and self.columns.get(self.time) is not CellType.DATE:
            raise ValueError(f"time names {self.time!r}; write `{self.time}: date` under columns")
        if self.as_of is not None and self.time is None:
            raise ValueError("as_of needs a column of dates; name it in `time`, or write null")
        return self


class ReadOptions(BaseModel):
    """How a file is parsed, as far as its format leaves that open.

    Attributes:
        header: whether the first row names the columns; else they are c0, c1, ...
        encoding: of CSV and TSV; a byte order mark takes precedence.
        delimiter: of CSV; null detects it in the first line.
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
        package: an installed Python package whose folder `path` is relative to instead.
        files: the members of the folder or archive, in reading order; empty reads all that have a
            known format, sorted by name.
        upstream: where a person gets the data.
    """

    path: LocalPath
    package: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] | None = None
    files: tuple[LocalPath, ...] = ()
    upstream: NonEmpty

    def files_to_read(self, present: Iterable[str]) -> Sequence[str]:
        """The files that the source names; else those that are present, sorted.

        Raises:
            InputError: there is none.
        """
        names = self.files or sorted(present)
        if not names:
            raise InputError(
                f"{self.path} holds no file of a known format; docs/sources.md lists "
                "the formats, and `files` in the source names other files"
            )
        return names


class FileSource(ReadOptions, LocatedSource):
    """A file, or several with equal columns in a folder or zip archive.

    The end of a file's name selects the format, such as `.csv`, see docs/sources.md.

    Attributes:
        file_column: a column to add that holds the stem of the row's file, such as `train`.
        sha256: file -> expected digest of its bytes, for the files to verify.
    """

    kind: Literal["file"]
    file_column: NonEmpty | None = None
    sha256: dict[str, Digest] = {}

    @model_validator(mode="after")
    def _files_are_known(self) -> Self:
        if self.id is None and self.file_column == "id":
            raise ValueError("file_column is 'id', the column of content ids; choose another")
        files = self.files or (PurePosixPath(self.path).name,)
        unknown = [file for file in self.sha256 if file not in files]
        if unknown:
            known = ", ".join(files)
            raise ValueError(f"sha256 names {unknown[0]!r}, which is not read; write one of {known}")
        return self
