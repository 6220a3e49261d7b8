"""A source of files is validated before anything is read."""

import pytest
from pydantic import ValidationError

from records.configuration import FileSource

FILE = {
    "kind": "file",
    "name": "x",
    "licence": "CC0",
    "quarantine_limit": 0.1,
    "path": "data/x.csv",
    "upstream": "me",
}
PLAIN = {"files": ["a.csv", "b.csv"], "path": "data"}


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../x.csv", "data/../../x.csv", "https://host/x.csv", "s3://bucket/x.csv", ""],
)
def test_a_path_cannot_leave_the_repository(path):
    with pytest.raises(ValidationError, match="is not under the repository's root"):
        FileSource.model_validate({**FILE, "path": path})
    with pytest.raises(ValidationError, match="is not under the repository's root"):
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
        ({"as_of": "2025-01-01"}, "as_of needs a column of dates"),
        ({"sha256": {"y.csv": "0" * 64}}, "'y.csv', which is not read; write one of x.csv"),
        ({**PLAIN, "sha256": {"data": "0" * 64}}, "write one of a.csv, b.csv"),
        ({"sha256": {"x.csv": "123"}}, "sha256"),
        ({"file_column": "id"}, "choose another"),
    ],
)
def test_an_invalid_file_source_is_refused_with_a_remedy(change, message):
    with pytest.raises(ValidationError, match=message):
        FileSource.model_validate({**FILE, **change})


def test_a_source_is_immutable():
    with pytest.raises(ValidationError, match="frozen"):
        FileSource.model_validate(FILE).name = "other"
