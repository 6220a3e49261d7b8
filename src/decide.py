"""Judge the retrained model against the legacy model by the policy."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import DecideSections


def main(sections: DecideSections) -> None:
    """Loads what the work needs, now that its configuration is sound, and does it."""
    from retrain.judge.decide import write_decision

    write_decision(sections)


if __name__ == "__main__":
    run_stage(main, DecideSections)
