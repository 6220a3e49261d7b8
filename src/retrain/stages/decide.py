"""Judge the retrained model against the legacy model by the policy."""

from retrain.ml_configuration.stages import DecideSections
from retrain.stages.running import run_stage


def main(sections: DecideSections) -> None:
    """Loads what the work needs, now that its configuration is sound, and does it."""
    from retrain.pipeline.decide import decide

    decide(sections)


if __name__ == "__main__":
    run_stage(main, DecideSections)
