"""A source of documents is validated with the rest of the configuration."""

import pytest
from pydantic import TypeAdapter, ValidationError

from records.documents.document_source import DocumentSource
from records.source import Source


def test_the_kind_selects_documents(document_source):
    values = document_source().model_dump()
    assert type(TypeAdapter(Source).validate_python(values)) is DocumentSource


@pytest.mark.parametrize(
    "change",
    [{"language": "eng --tessdata-dir /"}, {"workers": 0}, {"seconds": 0}, {"path": "../letters"}],
)
def test_an_invalid_source_of_documents_is_refused(document_source, change):
    with pytest.raises(ValidationError, match=next(iter(change))):
        document_source(**change)
