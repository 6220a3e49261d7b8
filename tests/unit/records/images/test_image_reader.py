"""Images in a folder become records, whatever their format and size."""

import io

import pytest
from pydantic import TypeAdapter

from records.ingest import ingest, read_source
from records.snapshot import Reason
from records.source import Source

Image = pytest.importorskip("PIL.Image", reason="the extra [documents] is not installed")


def image(size=(8, 8), fill=0, form="PNG", mode="L"):
    sink = io.BytesIO()
    Image.new(mode, size, fill).save(sink, form)
    return sink.getvalue()


def ingested(root, path="drawn"):
    values = {
        "kind": "images",
        "name": "drawn",
        "licence": "own",
        "quarantine_limit": 0.5,
        "upstream": "me",
    }
    source = TypeAdapter(Source).validate_python({**values, "path": path, "size": 4})
    ingest(source, root, root / "raw", root / "ingest.json")
    return read_source(source, root)


def test_a_folder_of_images_becomes_grey_pixels_with_their_folders(tmp_path):
    for name, content in {
        "b/2.png": image(fill=255),
        "a/1.JPG": image((40, 30), (255, 255, 255), "JPEG", "RGB"),
        "a/torn.png": image()[:20],
        "notes.txt": b"none",
    }.items():
        (tmp_path / "drawn" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "drawn" / name).write_bytes(content)
    snapshot = ingested(tmp_path)
    white = " ".join(["255"] * 16)
    assert snapshot.records.to_numpy().tolist() == [
        ["a/1.JPG", "a", white],
        ["b/2.png", "b", white],
    ]
    [cell] = snapshot.quarantine
    assert (cell.line, cell.value, cell.reason) == (2, "a/torn.png", Reason.NO_IMAGE)


def test_an_image_of_too_many_pixels_is_not_unpacked(tmp_path):
    (tmp_path / "drawn").mkdir()
    (tmp_path / "drawn/good.png").write_bytes(image())
    (tmp_path / "drawn/huge.png").write_bytes(image((9000, 9000), mode="1"))
    assert [cell.value for cell in ingested(tmp_path).quarantine] == ["huge.png"]
