"""Search hyperparameters on the validation rows."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.search import SearchSections


def main(sections: SearchSections) -> None:
    """Loads what the work needs, now that its configuration is sound, and does it."""
    from retrain.search.run_search import search

    search(sections)


if __name__ == "__main__":
    run_stage(main, SearchSections)
