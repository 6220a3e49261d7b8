"""A query is validated before any connection is made."""

import pytest
from pydantic import TypeAdapter, ValidationError

from records.source import Source


@pytest.mark.parametrize(
    "query",
    [
        "delete from mail order by id",
        "select * from mail",
        "update mail set a = (select 1 order by 1)",
    ],
)
def test_a_query_is_a_select_with_an_order(query):
    values = {
        "kind": "sql",
        "name": "x",
        "licence": "own",
        "quarantine_limit": 0,
        "connection": "shop",
    }
    with pytest.raises(ValidationError, match="query"):
        TypeAdapter(Source).validate_python({**values, "query": query})
    valid = {**values, "query": "SELECT a\nFROM mail\nORDER BY id"}
    source = TypeAdapter(Source).validate_python(valid)
    assert source.connection == "shop"
