"""The form under the flipped rows writes an override of this decision that promotion reads."""

from datetime import UTC, datetime

import pytest
import yaml
from browser_pages import CHROMIUM, HOSTILE, hostile_documents, reported, with_scripts
from rendered_pages import read_page

from retrain.ml_configuration.override import Override
from retrain.model_reports import render_page

OVERRIDE = """
document.querySelectorAll("[data-id]").forEach((each) => { each.checked = true; });
document.getElementById("who").value = "a@b.org";
document.getElementById("why-override").value = 'The "new" tariff: matters \\u2028 more\\nthan two labels.';
document.getElementById("flips").dispatchEvent(new Event("input"));
report(document.getElementById("override").value);
"""


def test_the_form_names_the_decision(documents, model_of) -> None:
    reader = read_page(render_page(model_of(documents(["a", "b"]))))
    override = next(area for area in reader.named("textarea") if area["id"] == "override")
    assert override["data-decision"] == "d" * 64


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH: install it to test the page")
def test_the_copied_file_is_an_override_that_promotion_reads(documents, model_of, shown) -> None:
    found = reported(shown(with_scripts(render_page(model_of(hostile_documents(documents))), OVERRIDE)))
    override = Override.model_validate(yaml.safe_load(found))
    assert override.looked_at == (HOSTILE[3], HOSTILE[0])
    assert override.why == 'The "new" tariff: matters \u2028 more\nthan two labels.'
    assert (override.who, override.decision_sha256) == ("a@b.org", "d" * 64)
    assert abs((override.when - datetime.now(tz=UTC).date()).days) <= 1
