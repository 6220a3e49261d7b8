"""Compare the predictions of both models, and decide by the policy."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import DecideSections


def main(sections: DecideSections) -> None:
    """Runs the stage; its libraries are imported once the configuration has been validated."""
    from retrain.judge.decide import write_decision

    write_decision(sections)


if __name__ == "__main__":
    run_stage(main, DecideSections)
