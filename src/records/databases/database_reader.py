"""Reads tables from databases, whose URLs are kept outside git."""

import configparser
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from records.databases.database_sources import MongoSource, SqlSource
from records.errors import InputError
from records.table import Row, Table, cell_text, table_with_header

LOCAL_CONFIG = Path(".dvc/config.local")


def read_sql(source: SqlSource, root: Path) -> dict[str, Table]:
    """The rows of a query, under the source's name; lines are row numbers from 1.

    Raises:
        InputError: there is no URL or driver, the query fails, or its result has no row.
    """
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import SQLAlchemyError

    try:
        engine = create_engine(_url(source.connection, root))
        with engine.connect().execution_options(stream_results=True) as connection:
            has_day = re.search(r":as_of\b", source.query)
            parameters = {"as_of": source.as_of} if has_day else {}
            result = connection.execute(text(source.query), parameters)
            return _tables(list(result.keys()), result, source.name)
    except SQLAlchemyError as error:
        raise _connection_error(source, error) from None


def read_mongo(source: MongoSource, root: Path) -> dict[str, Table]:
    """The documents of a collection, under the source's name; lines are row numbers from 1.

    Raises:
        InputError: there is no URL, the server does not respond, or the collection is empty.
    """
    from pymongo import MongoClient
    from pymongo.errors import PyMongoError

    try:
        client: MongoClient[dict[str, Any]] = MongoClient(_url(source.connection, root))
        collection = client[source.database][source.collection]
        documents = collection.find({}, dict.fromkeys(source.fields, 1)).sort("_id")
        rows = ([_nested(document, name) for name in source.fields] for document in documents)
        return _tables(list(source.fields), rows, source.name)
    except PyMongoError as error:
        raise _connection_error(source, error) from None


def _tables(columns: list[str], values: Iterable[Iterable[object]], name: str) -> dict[str, Table]:
    rows = (Row(number, list(map(cell_text, row))) for number, row in enumerate(values, 1))
    return {name: table_with_header(Row(0, columns), rows, name)}


def _nested(document: object, name: str) -> object:
    """The value of a field such as `outer.inner`; None where it is missing."""
    value = document
    for key in name.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _url(connection: str, root: Path) -> str:
    """The URL of a connection: of the environment, else of DVC's local configuration."""
    variable = f"RETRAIN_{connection.upper()}_URL"
    local = configparser.ConfigParser(interpolation=None)
    local.read(root / LOCAL_CONFIG)
    section = f"'db \"{connection}\"'"
    url = os.environ.get(variable) or local.get(section, "url", fallback=None)
    if url is None:
        raise InputError(
            f"the connection {connection!r} has no URL; set {variable}, or run "
            f"`dvc config --local db.{connection}.url URL`"
        )
    return url


def _connection_error(source: SqlSource | MongoSource, error: Exception) -> InputError:
    """An error with the first line of the driver's, without the URL, which may hold a password."""
    first_line = str(error).partition("\n")[0]
    message = re.sub(r"\w+(\+\w+)?://\S+", "URL", first_line)
    return InputError(
        f"source {source.name!r}: the connection {source.connection!r} failed: {message}; "
        "check its URL, the server and the query"
    )
