"""Train the network and write a complete model folder."""

from retrain.ml_configuration.stages import TrainSections
from retrain.pipeline.train import train_network
from retrain.stages.configuration import load, problems_explained

if __name__ == "__main__":
    with problems_explained():
        train_network(load(TrainSections))
