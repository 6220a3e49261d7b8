"""A source of images is validated with the rest of the configuration."""

import pytest
from pydantic import TypeAdapter, ValidationError

from records.images.image_source import ImageSource
from records.source import Source

VALUES = {
    "kind": "images",
    "name": "drawn",
    "licence": "own",
    "quarantine_limit": 0,
    "path": "drawn",
    "upstream": "me",
    "size": 4,
}


def test_the_kind_selects_images():
    assert type(TypeAdapter(Source).validate_python(VALUES)) is ImageSource


@pytest.mark.parametrize("change", [{"size": 3}, {"size": 257}, {"id": "other"}])
def test_an_invalid_source_of_images_is_refused(change):
    with pytest.raises(ValidationError, match=next(iter(change))):
        ImageSource.model_validate({**VALUES, **change})
