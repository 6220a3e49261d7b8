"""In a browser the page runs no hostile name, its tables sort and filter, and axe-core finds no serious violation."""

from pathlib import Path

import browser_pages
import pytest
from browser_pages import CHROMIUM, HOSTILE, hostile_documents, reported, with_scripts
from rendered_pages import read_page

from retrain.model_reports import render_page

AXE = Path(__file__).parents[3] / "node_modules/axe-core/axe.min.js"
SORT = """
const table = document.querySelector("#labels table");
const search = document.querySelector("#labels input");
table.querySelectorAll("thead button")[1].click();
search.value = "label_1";
search.dispatchEvent(new Event("input"));
const rows = [...table.tBodies[0].rows].filter((row) => !row.hidden).map((row) => row.cells[1].textContent);
report([table.querySelector("[aria-sort]").ariaSort, ...rows]);
"""
AUDIT = """
axe.run().then(({ violations }) => report(violations.map(({ id, impact, nodes }) =>
  [impact, id, nodes.length, nodes[0].html.slice(0, 200)])));
"""
shown = browser_pages.shown
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH: install it to test the page")


def test_hostile_names_make_no_link_no_image_and_no_script(documents, model_of, shown) -> None:
    text = render_page(model_of(hostile_documents(documents), title=HOSTILE[0]))
    drawn = read_page(shown(text))
    assert any("js-plotly-plot" in (each.get("class") or "") for each in drawn.named("div"))
    assert len(drawn.named("script")) == len(read_page(text).named("script"))
    assert not [name for name, _ in drawn.elements if name in {"img", "iframe", "object", "embed", "b"}]
    assert all((link.get("href") or "").startswith("#") for link in drawn.named("a"))
    assert all((image.get("xlink:href") or "").startswith("data:") for image in drawn.named("image"))
    assert not [each for _, each in drawn.elements if {"onerror", "onclick", "onload"} & set(each)]


def test_tables_sort_by_number_and_filter_by_words(documents, model_of, shown) -> None:
    made = documents([f"label_{number}" for number in range(20)])
    direction, *counts = reported(shown(with_scripts(render_page(model_of(made)), SORT)))
    assert direction == "ascending"
    assert len(counts) == 11
    assert [int(count) for count in counts] == sorted(int(count) for count in counts)


@pytest.mark.skipif(not AXE.is_file(), reason="no node_modules/axe-core: run `npm install --no-save axe-core`")
@pytest.mark.parametrize("flags", [(), ("--window-size=400,900", "--blink-settings=preferredColorScheme=0")])
def test_axe_finds_no_serious_violation(documents, model_of, shown, flags: tuple[str, ...]) -> None:
    text = render_page(model_of(hostile_documents(documents)))
    violations = reported(shown(with_scripts(text, AXE.read_text(encoding="utf-8"), AUDIT), *flags))
    assert [violation for violation in violations if violation[0] in {"serious", "critical"}] == []
