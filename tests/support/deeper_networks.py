"""Small networks that predict through torch."""

from retrain.ml_configuration.recipe import Network

DEEP = Network(name="deep", dropout=0.1, hidden=8)
TABULAR = Network(name="tabular", dropout=0.1, hidden=16, members=3)
TEXT = Network(
    name="text_cnn",
    dropout=0.1,
    length=6,
    vocabulary=9,
    embedding=8,
    channels=16,
    window=2,
)
