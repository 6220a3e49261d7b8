"""The page describes the records of a task and shows no row of the sealed test set."""

import re
from html import unescape
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from retrain.configuration import validate
from retrain.ml_configuration import Split, paths
from retrain.ml_configuration.report import RecordText
from retrain.task_setup.data_page import MISSING, _histogram, data_page
from retrain.workspace.csv_tables import read_table

HOSTILE = "</script><img src=x onerror=alert(1)>"
LETTER = "the meter in the cellar has been ticking all night and nobody of your people came to look at it {}"


@pytest.fixture
def described(workplace, tiny_values):
    """A function: records, what the page may show -> the page of the tiny task."""

    def describe(raw, allowed: RecordText = RecordText.IDS) -> str:
        whole = validate(tiny_values)
        return data_page(raw, whole.task, whole.adapters, whole.filterers, whole.split, allowed)

    return describe


@pytest.fixture
def raw(workplace):
    """The raw records of the tiny task."""
    return read_table(paths.RAW_RECORDS)


def rows_of(split: Split) -> set[str]:
    return set(read_table(paths.split_file(split))["id"])


def section(page: str, name: str) -> str:
    return re.search(f'<section id="{name}".*?</section>', page, re.DOTALL)[0]


def cells(part: str) -> list[str]:
    return [unescape(cell) for cell in re.findall(r"<bdi>(.*?)</bdi>", part, re.DOTALL)]


def alike(raw, split: Split):
    """The records with two of a split that say nearly the same under different labels; their ids."""
    chosen = sorted(rows_of(split))[:2]
    places = np.flatnonzero(raw["id"].isin(chosen))
    changed = raw.copy()
    changed.loc[places, "text"] = [LETTER.format(end) for end in ("yet", "so far")]
    changed.loc[places, "label"] = sorted(set(raw["label"]))[:2]
    return changed, chosen


def test_near_duplicates_with_different_labels_are_named_with_both(described, raw) -> None:
    changed, ids = alike(raw, Split.TRAIN)
    shown = cells(section(described(changed), "duplicates"))
    assert ", ".join(sorted(ids, key=raw["id"].tolist().index)) in shown
    assert sum(row in shown for row in ids) == 1
    assert "2" in shown


@pytest.mark.parametrize("split", [Split.SEALED, Split.RECENT])
def test_no_row_of_a_holdout_is_among_duplicates_and_label_errors(described, raw, split) -> None:
    changed, ids = alike(raw, split)
    page = described(changed, RecordText.EXCERPT)
    assert not any(row in page for row in ids)
    assert LETTER[:40] not in page


def test_what_is_not_allowed_is_not_shown(described, raw) -> None:
    changed, ids = alike(raw, Split.TRAIN)
    pages = {allowed: described(changed, allowed) for allowed in RecordText}
    assert [LETTER[:40] in pages[allowed] for allowed in RecordText] == [False, False, True]
    assert [ids[0] in pages[allowed] for allowed in RecordText] == [False, True, True]


def test_labels_are_counted_without_the_sealed_rows(described, raw) -> None:
    open_rows = rows_of(Split.TRAIN) | rows_of(Split.VALIDATION) | rows_of(Split.RECENT)
    sealed = rows_of(Split.SEALED)
    counts = raw.loc[raw["id"].isin(open_rows), "label"].value_counts()
    page = described(raw[raw["id"].isin(open_rows | sealed)].reset_index(drop=True))
    shown = cells(section(page, "labels"))
    assert {label: shown[shown.index(label) + 1] for label in counts.index} == counts.map(str).to_dict()
    assert f"{len(sealed)} of the sealed test set are not shown" in page


def test_validation_rows_with_wrong_labels_are_listed(described, raw) -> None:
    changed, validation = raw.copy(), rows_of(Split.VALIDATION)
    places = np.flatnonzero(raw["id"].isin(validation))
    labels = sorted(set(raw["label"]))
    changed.loc[places, "label"] = [labels[labels.index(label) - 1] for label in raw.loc[places, "label"]]
    assert set(cells(section(described(changed), "mislabelled"))) & validation
    assert (
        set(re.findall(r'<th scope="row"><bdi>(.*?)</bdi>', section(described(changed), "mislabelled"))) <= validation
    )


def test_without_a_model_the_page_says_so(described, raw) -> None:
    paths.RETRAINED.rename("elsewhere")
    assert "No model is trained yet." in described(raw)


def test_hostile_labels_and_ids_print_literally_and_nothing_is_fetched(described, raw) -> None:
    changed, _ = alike(raw, Split.TRAIN)
    page = described(changed.assign(label=changed["label"] + HOSTILE), RecordText.EXCERPT)
    assert any(cell.endswith(HOSTILE) for cell in cells(section(page, "labels")))
    assert "<img" not in page
    assert not re.search(r"https?://|\bsrc=", page.replace("&lt;img src=x", ""))
    assert "default-src 'none'; script-src 'sha256-" in page


def test_equal_records_give_equal_bytes(described, raw) -> None:
    assert described(raw) == described(raw)


def test_the_command_writes_the_page_of_the_task_of_params(retrain, workplace) -> None:
    assert retrain("task", "profile", "--to", "new/page.html")[:2] == (0, "new/page.html is written\n")
    assert "<h1>What is in the records</h1>" in Path("new/page.html").read_text()


@pytest.mark.parametrize(
    ("cells", "bars"),
    [
        (["0", "1", "1", "2", "", "no number"], "▅▁▁▁▁▁█▁▁▁▁▅"),
        (["7", "7"], "█▁▁▁▁▁▁▁▁▁▁▁"),
        (["-1e308", "1e308", "inf", "nan"], "█▁▁▁▁▁▁▁▁▁▁█"),
        (["", "no number"], MISSING),
    ],
    ids=["numbers and gaps", "one value", "the widest range", "no number"],
)
def test_a_histogram_shows_the_finite_numbers(cells, bars) -> None:
    assert _histogram(pd.Series(cells)) == bars
