"""Search hyperparameters on the validation rows; a killed search resumes."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.search import SearchSections


def main(sections: SearchSections) -> None:
    """Runs the stage; its libraries are imported once the configuration has been validated."""
    from retrain.search.run_search import search_hyperparameters

    search_hyperparameters(sections)


if __name__ == "__main__":
    run_stage(main, SearchSections)
