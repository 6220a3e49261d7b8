"""JSON files have the same bytes for the same values."""

from retrain.workspace.json_files import write_json


def test_a_document_has_the_same_bytes_for_the_same_values(tmp_path):
    write_json({"b": 1, "a": "ß"}, tmp_path / "deep" / "one.json")
    assert (tmp_path / "deep" / "one.json").read_text() == '{\n  "b": 1,\n  "a": "ß"\n}\n'
