"""The page of charts works offline and shows what the number of objectives allows."""

from retrain.search import TrialResult, charts_page


def test_the_page_works_offline_and_holds_every_chart(search, store, studied):
    page = charts_page(studied(search(), store), ["macro_f1"])
    assert page.count('id="chart-') == 5
    assert "cdn.plot.ly" not in page.replace("plotly.js", "")[:2000]
    few = charts_page(studied(search(trials=1), type(store)()), ["macro_f1"])
    assert "Fewer than two trials" in few


def test_the_page_of_several_objectives_shows_the_pareto_front(search, store, studied):
    searched = search(objectives=["macro_f1", "accuracy"], pruner="none", trials=3)
    study = studied(searched, store, lambda number, _, report_epoch: TrialResult((number / 9, -number), "w"))
    page = charts_page(study, searched.objectives)
    assert "<h2>Pareto front</h2>" in page
    assert "accuracy" in page
