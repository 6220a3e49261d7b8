"""Pictures in a folder or an archive become records, whatever their format and size."""

import io
import zipfile

import pytest
from pydantic import TypeAdapter

from records.build_snapshot import gather
from records.configuration import Source
from records.ingest import ingest, sheets_of

Image = pytest.importorskip("PIL.Image", reason="the extra [documents] is not installed")


def picture(size=(8, 8), fill=0, form="PNG", mode="L"):
    sink = io.BytesIO()
    Image.new(mode, size, fill).save(sink, form)
    return sink.getvalue()


def gathered(root, path="drawn"):
    given = {"kind": "images", "name": "drawn", "licence": "own", "quarantine_limit": 0.5, "upstream": "me"}
    source = TypeAdapter(Source).validate_python({**given, "path": path, "size": 4})
    ingest(source, root, root / "raw", root / "ingest.json")
    return gather(source, sheets_of(source, root))


def test_a_folder_of_pictures_becomes_grey_pixels_with_their_folders(tmp_path):
    for name, content in {
        "b/2.png": picture(fill=255),
        "a/1.JPG": picture((40, 30), (255, 255, 255), "JPEG", "RGB"),
        "a/torn.png": picture()[:20],
        "notes.txt": b"none",
    }.items():
        (tmp_path / "drawn" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "drawn" / name).write_bytes(content)
    found = gathered(tmp_path)
    white = " ".join(["255"] * 16)
    assert found.records.to_numpy().tolist() == [["a/1.JPG", "a", white], ["b/2.png", "b", white]]
    assert [str(cell) for cell in found.quarantine] == ["drawn:2: is no picture that can be read"]
    assert found.quarantine[0].value == "a/torn.png"


def test_members_of_an_archive_are_read_in_memory(tmp_path):
    with zipfile.ZipFile(tmp_path / "drawn.zip", "w") as archive:
        archive.writestr("all/x/1.gif", picture(form="GIF"))
        archive.writestr("all/x/2.png", picture())
    assert gathered(tmp_path, "drawn.zip").records["folder"].tolist() == ["all/x", "all/x"]


def test_a_picture_of_too_many_pixels_is_not_unpacked(tmp_path):
    (tmp_path / "drawn").mkdir()
    (tmp_path / "drawn/good.png").write_bytes(picture())
    (tmp_path / "drawn/huge.png").write_bytes(picture((9000, 9000), mode="1"))
    assert [cell.value for cell in gathered(tmp_path).quarantine] == ["huge.png"]
