"""Search hyperparameters on the validation rows."""

from retrain.ml_configuration.search import SearchSections
from retrain.stages.running import run_stage


def main(sections: SearchSections) -> None:
    """Loads what the work needs, now that its configuration is sound, and does it."""
    from retrain.pipeline.search import search

    search(sections)


if __name__ == "__main__":
    run_stage(main, SearchSections)
