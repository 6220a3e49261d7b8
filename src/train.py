"""Train the network, and write a complete model folder."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import TrainSections


def main(sections: TrainSections) -> None:
    """Runs the stage; its libraries are imported once the configuration has been validated."""
    from retrain.pipeline.train import train_network

    train_network(sections)


if __name__ == "__main__":
    run_stage(main, TrainSections)
