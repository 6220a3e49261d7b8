"""The servers that `benchmarks/serving.py` compares: their commands, routes and request bodies."""

import json
import os
import pickle
import socket
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from predict import pipeline
from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Role, Split
from retrain.model.classifier import Classifier
from retrain.workspace.csv_tables import read_table

SERVERS = Path(__file__).parent
Record = dict[str, str]


@dataclass(frozen=True)
class Contestant:
    """A server.

    Attributes:
        name: its name in the table.
        command: returns the command that starts it on a port.
        path: the path of its route.
        body: returns the request body of a record.
        environment: variables that it needs.
    """

    name: str
    command: Callable[[int], list[str]]
    path: str = "/predict"
    body: Callable[[Record], object] = lambda record: record
    environment: Mapping[str, str] = field(default_factory=dict)


def contestants(folder: Path) -> list[Contestant]:
    """Ours, the ceiling, scikit-learn's pipeline, and the servers that the environment names."""
    model, plain = str(paths.RETRAINED.resolve()), str(SERVERS / "plain.py")
    python = os.environ.get("SERVING_PYTHON", sys.executable)
    serve = [python, "-m", "retrain.cli.main", "serve", "--port"]
    settings = {"SERVE_MODEL": model, "SERVE_LOG_REQUESTS": "false"}
    pickled = folder / "pipeline.pickle"
    pickled.write_bytes(pickle.dumps(fitted()))
    servers = [
        Contestant("ours", lambda port: [*serve, str(port)], environment=settings),
        Contestant("an empty FastAPI route", lambda port: [python, plain, str(port)]),
        Contestant(
            "scikit-learn behind FastAPI",
            lambda port: [sys.executable, plain, str(port), str(pickled)],
        ),
    ]
    makers = {"MLSERVER_PYTHON": mlserver, "LITSERVE_PYTHON": litserve, "BENTOML_PYTHON": bentoml}
    return servers + [make(os.environ[name], model, folder) for name, make in makers.items() if name in os.environ]


def mlserver(python: str, model: str, folder: Path) -> Contestant:
    """A custom runtime of MLServer, without worker processes."""
    settings = {
        "name": "mail",
        "implementation": "mlserver_runtime.Runtime",
        "parameters": {"uri": model},
    }
    home = folder / "mlserver"
    home.mkdir()
    (home / "model-settings.json").write_text(json.dumps(settings), encoding="utf-8")
    (home / "settings.json").write_text(json.dumps({"parallel_workers": 0}), encoding="utf-8")

    def command(port: int) -> list[str]:
        grpc, metrics = free_ports(2)
        ports = {"HTTP": port, "GRPC": grpc, "METRICS": metrics}
        named = [f"MLSERVER_{kind}_PORT={number}" for kind, number in ports.items()]
        return ["env", *named, python, "-m", "mlserver.cli.main", "start", str(home)]

    def body(record: Record) -> object:
        data = {"name": "record", "shape": [1], "datatype": "BYTES", "data": [json.dumps(record)]}
        return {"inputs": [data]}

    quiet = {"MLSERVER_DEBUG": "false"}
    return Contestant("MLServer, custom runtime", command, "/v2/models/mail/infer", body, quiet)


def litserve(python: str, model: str, _folder: Path) -> Contestant:
    """LitServe with one worker."""
    return Contestant("LitServe", lambda port: [python, str(SERVERS / "litserve_api.py"), str(port), model])


def bentoml(python: str, model: str, _folder: Path) -> Contestant:
    """BentoML with one worker."""

    def command(port: int) -> list[str]:
        return [python, "-m", "bentoml", "serve", "bento_service:Runtime", "--port", str(port)]

    return Contestant(
        "BentoML",
        command,
        body=lambda record: {"record": record},
        environment={"MODEL_FOLDER": model},
    )


def fitted() -> object:
    """scikit-learn's pipeline, trained on the texts that the model was trained on."""
    task = Classifier.load(paths.RETRAINED).recipe.task
    table = read_table(paths.split_file(Split.TRAIN))
    return pipeline().fit(table[task.column_names(Role.TEXT)[0]].tolist(), table[task.label].tolist())


def free_ports(number: int) -> list[int]:
    """Port numbers that are free."""
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports
