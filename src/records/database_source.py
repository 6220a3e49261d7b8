"""Reads a database; its URL stands outside git."""

import configparser
import os
import re
from collections.abc import Iterable
from functools import reduce
from pathlib import Path
from typing import Any

from records.configuration import MongoSource, SqlSource
from records.csv_reader import Row, Sheet, sheet_of
from records.errors import InputError
from records.formats import cell_text

LOCAL = Path(".dvc/config.local")


def sql_sheets(source: SqlSource, root: Path) -> dict[str, Sheet]:
    """The rows of a query under the source's name, their lines numbered from 1.

    Raises:
        InputError: there is no URL, no driver or no answer, or the answer has no row.
    """
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import SQLAlchemyError

    try:
        engine = create_engine(_url(source.connection, root))
        with engine.connect().execution_options(stream_results=True) as connection:
            asked = {"as_of": source.as_of} if re.search(r":as_of\b", source.query) else {}
            result = connection.execute(text(source.query), asked)
            return _sheets(list(result.keys()), result, source.name)
    except SQLAlchemyError as error:
        raise _unanswered(source, error) from None


def mongo_sheets(source: MongoSource, root: Path) -> dict[str, Sheet]:
    """The documents of a collection under the source's name, their lines numbered from 1.

    Raises:
        InputError: there is no URL or no answer, or the collection has no document.
    """
    from pymongo import MongoClient
    from pymongo.errors import PyMongoError

    try:
        client: MongoClient[dict[str, Any]] = MongoClient(_url(source.connection, root))
        found = client[source.database][source.collection].find({}, dict.fromkeys(source.fields, 1)).sort("_id")
        rows = ([_inside(document, name) for name in source.fields] for document in found)
        return _sheets(list(source.fields), rows, source.name)
    except PyMongoError as error:
        raise _unanswered(source, error) from None


def _sheets(columns: list[str], rows: Iterable[Iterable[object]], name: str) -> dict[str, Sheet]:
    texts = (Row(number, [cell_text(value) for value in row]) for number, row in enumerate(rows, 1))
    return {name: sheet_of(Row(0, columns), texts, name)}


def _inside(document: Any, name: str) -> object:  # noqa: ANN401
    """The value of a nested field; None where it is missing."""
    return reduce(lambda place, key: place.get(key) if isinstance(place, dict) else None, name.split("."), document)


def _url(connection: str, root: Path) -> str:
    """The URL of a connection: from the environment, else from DVC's local configuration, which git ignores."""
    variable = f"RETRAIN_{connection.upper()}_URL"
    local = configparser.ConfigParser(interpolation=None)
    local.read(root / LOCAL)
    section = f"'db \"{connection}\"'"
    url = os.environ.get(variable) or local.get(section, "url", fallback=None)
    if url is None:
        raise InputError(
            f"the connection {connection!r} has no URL; set {variable}, or run "
            f"`dvc config --local db.{connection}.url URL`"
        )
    return url


def _unanswered(source: SqlSource | MongoSource, error: Exception) -> InputError:
    """The first line of what the driver says, without the URL, which may hold a password."""
    said = re.sub(r"\w+(\+\w+)?://\S+", "URL", str(error).partition("\n")[0])
    return InputError(
        f"source {source.name!r}: the connection {source.connection!r} did not answer: {said}; check its URL, the "
        "server and the query"
    )
