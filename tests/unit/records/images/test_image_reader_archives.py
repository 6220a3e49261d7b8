"""Images in a zip archive become records without being unpacked to disk."""

import io
import zipfile

import pytest

from records.images.image_reader import read_images
from records.images.image_source import ImageSource

Image = pytest.importorskip("PIL.Image", reason="the extra [documents] is not installed")


def test_members_of_an_archive_are_read_in_memory(tmp_path):
    with zipfile.ZipFile(tmp_path / "drawn.zip", "w") as archive:
        for number, form in enumerate(["GIF", "PNG"]):
            image = io.BytesIO()
            Image.new("L", (8, 8)).save(image, form)
            archive.writestr(f"all/x/{number}.{form.lower()}", image.getvalue())
    values = {"kind": "images", "name": "drawn", "licence": "own", "quarantine_limit": 0.5, "upstream": "me"}
    source = ImageSource(**values, path="drawn.zip", size=4)
    assert read_images(source, tmp_path)["drawn.zip"].frame["folder"].tolist() == ["all/x", "all/x"]
    assert [path.name for path in tmp_path.iterdir()] == ["drawn.zip"]
