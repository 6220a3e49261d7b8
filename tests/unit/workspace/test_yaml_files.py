"""YAML is read as plain values, and written as one line that reads back."""

from retrain.workspace.yaml_files import flow_style, read_yaml


def test_flow_style_is_one_line_that_reads_back(tmp_path):
    values = {"name": "s1", "labels": ["grün", "no: 1"], "share": 0.1, "text": "x" * 200}
    line = flow_style(values)
    assert "\n" not in line
    assert line.startswith("{name: s1, labels: [grün, 'no: 1']")
    (tmp_path / "file.yaml").write_text(line, encoding="utf-8")
    assert read_yaml(tmp_path / "file.yaml") == values


def test_an_empty_file_has_no_value(tmp_path):
    (tmp_path / "file.yaml").touch()
    assert read_yaml(tmp_path / "file.yaml") is None
