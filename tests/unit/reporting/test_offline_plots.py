"""DVC's plot pages embed their scripts, so that they open without a network."""

import sys
from pathlib import Path
from types import SimpleNamespace


def test_plots_are_drawn_without_a_network(workplace, repository, retrain, monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", SimpleNamespace(javascript_bundle=lambda: "vega = {100%}"))
    Path(".dvc/plots").mkdir(parents=True)
    assert retrain("report", "plots", "--dry-run")[0] == 0
    assert not Path(".dvc/plots/offline.html").exists()
    code, out, _ = retrain("report", "plots")
    page = Path(".dvc/plots/offline.html").read_text()
    assert (code, repository.calls) == (0, ["config --local plots.html_template plots/offline.html"])
    assert "<script>vega = {100%}</script>" in page
    assert "{plot_divs}" in page
    assert "http" not in page
    assert ".dvc/plots/offline.html" in out


def test_the_scripts_that_plots_need_are_named(workplace, repository, retrain, monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    code, _, err = retrain("report", "plots")
    assert (code, "pip install '.[plots]'" in err) == (2, True)
