"""Train the network and write a complete model folder."""

from retrain.ml_configuration.stages import TrainSections
from retrain.stages.running import run_stage


def main(sections: TrainSections) -> None:
    """Loads what the work needs, now that its configuration is sound, and does it."""
    from retrain.pipeline.train import train_network

    train_network(sections)


if __name__ == "__main__":
    run_stage(main, TrainSections)
