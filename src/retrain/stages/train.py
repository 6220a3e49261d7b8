"""Train the network and write a complete model folder."""

from retrain.ml_configuration.stages import TrainSections
from retrain.pipeline.train import train_network
from retrain.stages.running import run_stage

if __name__ == "__main__":
    run_stage(train_network, TrainSections)
