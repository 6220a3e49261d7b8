"""A source becomes records, quarantine, oracle and report, or is refused as a whole."""

import json
from dataclasses import asdict

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.errors import InputError
from records.ingest import RowCounts, ingest, quarantine_table
from records.snapshot import BadCell, Reason, Snapshot

TWO_OF_FOUR = "id,n\na,1\nb,x\nc,\nd\n"


def run(source, root):
    return ingest(source, root, root / "raw", root / "reports" / "ingest.json")


def test_a_file_becomes_records_quarantine_oracle_and_report(csv_source, tmp_path):
    source = csv_source(TWO_OF_FOUR, id="id", columns={"n": "number"})
    assert run(source, tmp_path) == RowCounts(4, 2, 2, 0)
    assert (tmp_path / "raw/records.csv").read_bytes() == b"id,n\na,1\nc,\n"
    assert (tmp_path / "raw/oracle.csv").read_bytes() == b"id,label,probability,truth\n"
    assert (tmp_path / "raw/quarantine.csv").read_bytes() == (
        b"file,line,column,value,reason\nmail.csv,3,n,x,is not a number\nmail.csv,5,,d,too few cells (1 instead of 2)\n"
    )
    assert json.loads((tmp_path / "reports/ingest.json").read_text()) == {
        "source": "mine",
        "licence": "CC0",
        "read_as": {"mail.csv": "utf-8, separated by ','"},
        "as_of": None,
        "rows": {"read": 4, "kept": 2, "quarantined": 2, "after_as_of": 0, "erased": 0},
        "reasons": {"is not a number": 1, "too few cells": 1},
    }


def test_more_bad_rows_than_allowed_refuse_the_source_and_write_nothing(csv_source, tmp_path):
    with pytest.raises(InputError) as problem:
        run(
            csv_source(TWO_OF_FOUR, id="id", columns={"n": "number"}, quarantine_limit=0.49),
            tmp_path,
        )
    assert str(problem.value) == (
        "mail.csv:3: n: 'x' is not a number; 2 of 4 rows are bad, and source 'mine' "
        "allows a share of 0.49; correct them, or raise its quarantine_limit"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["mail.csv"]


def test_as_many_bad_rows_as_allowed_are_accepted(csv_source, tmp_path):
    source = csv_source(TWO_OF_FOUR, id="id", columns={"n": "number"}, quarantine_limit=0.5)
    assert run(source, tmp_path).quarantined == 2


def test_a_source_with_bad_rows_only_is_refused_under_any_limit(csv_source, tmp_path):
    with pytest.raises(InputError, match=r"mail.csv:2: a: '.x00' holds a NUL character; 1 of 1 rows"):
        run(csv_source("a\n\0\n"), tmp_path)


def test_a_source_without_a_row_up_to_as_of_is_refused(csv_source, mail_source, tmp_path):
    late = csv_source("d\n2024-05-01\n", time="d", columns={"d": "date"}, as_of="2024-04-30")
    for source in (late, mail_source(as_of="2023-12-31")):
        with pytest.raises(InputError, match="has no row up to its as_of; choose a later day"):
            run(source, tmp_path)


def test_the_default_mail_is_written_with_its_oracle(mail_source, tmp_path):
    rows = run(mail_source(as_of="2024-02-10"), tmp_path)
    assert rows.read == rows.kept + rows.after_as_of == 240
    records, oracle = (pd.read_csv(tmp_path / f"raw/{name}.csv") for name in ("records", "oracle"))
    assert records["received"].max() == "2024-02-10"
    assert oracle["id"].tolist() == records["id"].tolist()
    assert json.loads((tmp_path / "reports/ingest.json").read_text())["rows"] == asdict(rows)


def test_the_quarantine_has_a_row_for_each_bad_cell():
    cells = (
        BadCell("x.csv", 2, "a", "1\0", Reason.NO_NUMBER),
        BadCell("x.csv", 2, "b", "soon", Reason.NO_DATE),
        BadCell("x.csv", 9, "id", "R1", Reason.REPEATED, "on line 7"),
    )
    table = quarantine_table(Snapshot(pd.DataFrame(), pd.DataFrame(), cells, 0))
    assert list(table.columns) == ["file", "line", "column", "value", "reason"]
    assert table.iloc[0].tolist() == ["x.csv", "2", "a", r"1\0", "is not a number"]
    assert table.iloc[2].tolist() == ["x.csv", "9", "id", "R1", "stands already on line 7"]


def test_ingesting_twice_changes_no_byte(mail_source, tmp_path):
    contents = []
    for _ in range(2):
        run(mail_source(as_of="2024-01-31"), tmp_path)
        contents.append([path.read_bytes() for path in sorted(tmp_path.rglob("*.*"))])
    assert contents[0] == contents[1]


TEXTS = st.text(alphabet='ab12-,;"\n\r\0é', max_size=80)
FIXTURES = [HealthCheck.function_scoped_fixture]


@given(st.one_of(st.binary(max_size=80), TEXTS.map(str.encode)))
@settings(suppress_health_check=FIXTURES, deadline=None, max_examples=150)
def test_any_bytes_are_read_quarantined_or_refused_with_a_message(csv_source, tmp_path, content):
    source = csv_source(content, file_column="part")
    try:
        rows = run(source, tmp_path)
    except InputError as problem:
        assert str(problem).startswith("mail.csv:")
    else:
        assert rows.read == rows.kept + rows.quarantined
        path = tmp_path / "raw/records.csv"
        assert len(pd.read_csv(path, dtype=str, keep_default_na=False)) == rows.kept
