"""`ingest.json`, `filter.json` and `split.json`: where every row went."""

from retrain.model_reports.document import Document


class IngestRows(Document):
    """Rows of the source by what became of them."""

    read: int
    kept: int
    quarantined: int
    after_as_of: int


class IngestDocument(Document):
    """What was read; `reasons` counts the quarantined rows."""

    source: str
    licence: str
    as_of: str | None
    rows: IngestRows
    reasons: dict[str, int]


class FilterRows(Document):
    """Adapted rows by what became of them."""

    read: int
    kept: int
    removed: int


class FilterDocument(Document):
    """What was removed; `reasons` counts the removed rows."""

    rows: FilterRows
    reasons: dict[str, int]


class SplitRows(Document):
    """Filtered rows by split."""

    train: int
    validation: int
    sealed: int
    recent: int
    waiting: int


class SealNote(Document):
    """Which seal drew the sealed rows."""

    name: str
    until: str


class SplitDocument(Document):
    """How the filtered rows were dealt."""

    rows: SplitRows
    seal: SealNote
    recent_from: str | None = None
