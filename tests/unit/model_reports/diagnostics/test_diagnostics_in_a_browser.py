"""In a browser the page runs no hostile name, its tables sort and filter, and axe-core finds no serious violation."""

import json
import re
import shutil
import subprocess
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
import yaml
from rendered_pages import read_page

from retrain.ml_configuration.override import Override
from retrain.model_reports import render_page

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
AXE = Path(__file__).parents[4] / "node_modules/axe-core/axe.min.js"
HOSTILE = [
    "</script><img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<b>b</b>",
    '=1+"\\ \u2028é😀',
]
REPORTED = re.compile(r'<pre id="reported">(.*?)</pre>', re.DOTALL)
OVERRIDE = """
document.querySelectorAll("[data-id]").forEach((each) => { each.checked = true; });
document.getElementById("who").value = "a@b.org";
document.getElementById("why-override").value = 'The "new" tariff: matters \\u2028 more\\nthan two labels.';
document.getElementById("flips").dispatchEvent(new Event("input"));
report(document.getElementById("override").value);
"""
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
REPORT = """
const report = (value) => {
  const reported = document.createElement("pre");
  reported.id = "reported";
  reported.textContent = JSON.stringify(value);
  document.body.append(reported);
};
"""
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH: install it to look at the page")


@pytest.fixture
def shown(tmp_path):
    """A function: the text of a page -> its elements once scripts have run, as HTML."""

    def show(text: str, *flags: str) -> str:
        file = tmp_path / "page.html"
        file.write_text(text, encoding="utf-8")
        command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
        shot = [*command, *flags, "--virtual-time-budget=20000", "--dump-dom", file.as_uri()]
        return subprocess.run(shot, capture_output=True, text=True, timeout=120, check=True).stdout

    return show


def with_scripts(text: str, *scripts: str) -> str:
    """The page with scripts of the test's own, which its policy would forbid."""
    open_page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    added = "".join(f"<script>{script}</script>" for script in (REPORT, *scripts))
    return open_page.replace("</body>", f"{added}</body>")


def reported(dom: str) -> object:
    return json.loads(unescape(REPORTED.search(dom)[1]))


def hostile_documents(documents) -> dict:
    made = documents(HOSTILE, "review")
    for each, name in zip(made["flips"], (HOSTILE[3], HOSTILE[0]), strict=True):
        each |= {"id": name, "truth": HOSTILE[1], "text": HOSTILE[0], "legacy_words": HOSTILE[2]}
    made["drift"]["columns"][0]["column"] = made["comparison"]["slices"][0]["name"] = HOSTILE[1]
    made["decision"]["reasons"][0] |= {"check": HOSTILE[0], "detail": {"underpowered": [HOSTILE[1]]}}
    made["decision"]["summary"] = made["ingest"]["source"] = HOSTILE[0]
    return made


def test_hostile_names_make_no_link_no_image_and_no_script(documents, model_of, shown) -> None:
    text = render_page(model_of(hostile_documents(documents), title=HOSTILE[0]))
    drawn = read_page(shown(text))
    assert any("js-plotly-plot" in (each.get("class") or "") for each in drawn.named("div"))
    assert len(drawn.named("script")) == len(read_page(text).named("script"))
    assert not [name for name, _ in drawn.elements if name in {"img", "iframe", "object", "embed", "b"}]
    assert all((link.get("href") or "").startswith("#") for link in drawn.named("a"))
    assert all((image.get("xlink:href") or "").startswith("data:") for image in drawn.named("image"))
    assert not [each for _, each in drawn.elements if {"onerror", "onclick", "onload"} & set(each)]


def test_the_copied_file_is_an_override_that_promotion_reads(documents, model_of, shown) -> None:
    found = reported(shown(with_scripts(render_page(model_of(hostile_documents(documents))), OVERRIDE)))
    override = Override.model_validate(yaml.safe_load(found))
    assert override.looked_at == (HOSTILE[3], HOSTILE[0])
    assert override.why == 'The "new" tariff: matters \u2028 more\nthan two labels.'
    assert (override.who, override.decision_sha256) == ("a@b.org", "d" * 64)
    assert abs((override.when - datetime.now(tz=UTC).date()).days) <= 1


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
