"""Train the network and write a complete model folder."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import TrainSections


def main(sections: TrainSections) -> None:
    """Loads what the work needs, now that its configuration is sound, and does it."""
    from retrain.pipeline.train import train_network

    train_network(sections)


if __name__ == "__main__":
    run_stage(main, TrainSections)
