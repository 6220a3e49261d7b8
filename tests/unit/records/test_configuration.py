import subprocess
import sys

import pytest
from pydantic import TypeAdapter, ValidationError

from records.configuration import DocumentSource, FileSource, GeneratorSource, Source

FILE = {"kind": "file", "name": "x", "licence": "CC0", "quarantine_limit": 0.1, "path": "data/x.csv", "upstream": "me"}
MAIL = {
    "kind": "generator",
    "name": "mail",
    "licence": "own",
    "quarantine_limit": 0,
    "as_of": "2025-12-31",
    "seed": 1,
    "rows_per_month": 120,
}
DOCUMENTS = {**FILE, "kind": "documents", "path": "data/letters"}
PLAIN = {"files": ["a.csv", "b.csv"], "path": "data"}


@pytest.mark.parametrize(("given", "kind"), [(FILE, FileSource), (MAIL, GeneratorSource), (DOCUMENTS, DocumentSource)])
def test_kind_tells_the_sources_apart(given, kind):
    assert type(TypeAdapter(Source).validate_python(given)) is kind


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../x.csv", "data/../../x.csv", "https://host/x.csv", "s3://bucket/x.csv", ""]
)
def test_a_path_cannot_leave_the_repository(path):
    with pytest.raises(ValidationError, match="no path under the repository's root"):
        FileSource.model_validate({**FILE, "path": path})
    with pytest.raises(ValidationError, match="no path under the repository's root"):
        FileSource.model_validate({**FILE, "files": [path]})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"licence": ""}, "licence"),
        ({"quarantine_limit": 1.5}, "quarantine_limit"),
        ({"licenze": "CC0"}, "Extra inputs"),
        ({"columns": {"a": "money"}}, "'date', 'number' or 'text'"),
        ({"time": "day"}, "write `day: date` under columns"),
        ({"time": "day", "columns": {"day": "text"}}, "write `day: date` under columns"),
        ({"as_of": "2025-01-01"}, "as_of has nothing to cut by"),
        ({"sha256": {"y.csv": "0" * 64}}, "'y.csv', which is not read; write one of x.csv"),
        ({**PLAIN, "sha256": {"data": "0" * 64}}, "write one of a.csv, b.csv"),
        ({"sha256": {"x.csv": "123"}}, "sha256"),
        ({"file_column": "id"}, "choose another name"),
    ],
)
def test_a_wrong_file_source_is_refused_with_a_remedy(change, message):
    with pytest.raises(ValidationError, match=message):
        FileSource.model_validate({**FILE, **change})


@pytest.mark.parametrize("change", [{"seed": -1}, {"rows_per_month": 0}, {"as_of": None}])
def test_a_wrong_generator_is_refused(change):
    with pytest.raises(ValidationError):
        GeneratorSource.model_validate({**MAIL, **change})


@pytest.mark.parametrize(
    "query", ["delete from mail order by id", "select * from mail", "update mail set a = (select 1 order by 1)"]
)
def test_a_query_reads_in_an_order(query):
    given = {"kind": "sql", "name": "x", "licence": "own", "quarantine_limit": 0, "connection": "shop"}
    with pytest.raises(ValidationError, match="query"):
        TypeAdapter(Source).validate_python({**given, "query": query})
    source = TypeAdapter(Source).validate_python({**given, "query": "SELECT a\nFROM mail\nORDER BY id"})
    assert source.connection == "shop"


def test_nothing_changes_a_source():
    with pytest.raises(ValidationError, match="frozen"):
        FileSource.model_validate(FILE).name = "other"


def test_the_configuration_loads_neither_pandas_nor_numpy():
    code = "import sys, records.configuration; sys.exit(bool({'pandas', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "change", [{"language": "eng --tessdata-dir /"}, {"workers": 0}, {"seconds": 0}, {"path": "../letters"}]
)
def test_a_wrong_source_of_documents_is_refused(change):
    with pytest.raises(ValidationError, match=next(iter(change))):
        DocumentSource.model_validate({**DOCUMENTS, **change})
