"""The configuration of sources in databases."""

from typing import Annotated, Literal

from pydantic import Field

from records.configuration import NonEmpty, TableSource

Connection = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class SqlSource(TableSource):
    """The rows of a query to a database that SQLAlchemy supports.

    Attributes:
        connection: the name of the URL, which is kept outside git: docs/databases.md.
        query: one SELECT with an ORDER BY; `:as_of` in it is the day of `as_of`.
    """

    kind: Literal["sql"]
    connection: Connection
    query: Annotated[str, Field(pattern=r"(?is)^\s*(select|with)\b.*\border\s+by\b")]


class MongoSource(TableSource):
    """The documents of a MongoDB collection, sorted by `_id`.

    Attributes:
        connection: the name of the URL, which is kept outside git: docs/databases.md.
        database: the name of the database.
        collection: the name of the collection.
        fields: the fields that become columns; a nested one is written `outer.inner`.
    """

    kind: Literal["mongo"]
    connection: Connection
    database: NonEmpty
    collection: NonEmpty
    fields: Annotated[tuple[NonEmpty, ...], Field(min_length=1)]
