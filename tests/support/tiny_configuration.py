"""The configuration and the invented letters of the tiny run."""

from typing import Any

import numpy as np
import pandas as pd
import yaml

from retrain.configuration.load import Configuration

SUBJECTS = {
    "invoice": ["amount", "bill", "payment", "transfer", "reminder"],
    "meter": ["reading", "counter", "display", "digits", "cellar"],
    "moving": ["address", "keys", "flat", "landlord", "contract"],
}
FILLERS = ["hello", "please", "thanks", "today", "regards", "question"]

SEARCH = yaml.safe_load("""{name: default, seed: 1, trials: 5, minutes: null, sampler: tpe, pruner: median,
 startup_trials: 2, epochs: 3, window: 2, objectives: [macro_f1],
 space: {network.dropout: {type: float, low: 0, high: 0.7},
 training.learning_rate: {type: float, low: 0.001, high: 0.1, log: true}}}""")

VALUES: dict[str, Any] = {
    "_generated": "for a test",
    "source": {
        "name": "letters",
        "kind": "file",
        "licence": "invented",
        "path": "letters.csv",
        "files": [],
        "file_column": None,
        "upstream": "nowhere",
        "sha256": {},
        "columns": {"amount": "number", "received": "date"},
        "id": "id",
        "time": "received",
        "as_of": None,
        "quarantine_limit": 0.05,
    },
    "adapters": {"name": "none", "steps": []},
    "filterers": {
        "name": "default",
        "steps": [{"kind": "missing_label"}, {"kind": "rare_label", "at_least": 5}],
    },
    "split": {
        "name": "default",
        "salt": "open",
        "validation": 0.2,
        "seal": {"name": "s1", "salt": "seal-1", "share": 0.2, "until": "2025-04-30"},
        "recent": {"months": 1, "share": 0.1},
    },
    "featurizers": {
        "name": "default",
        "blocks": {
            "words": {
                "kind": "tfidf",
                "analyzer": "word",
                "min_ngram": 1,
                "max_ngram": 1,
                "min_groups": 2,
                "sublinear": True,
            },
            "categories": {"kind": "one_hot", "min_groups": 1},
            "numbers": {"kind": "standard_scaler"},
        },
    },
    "taggers": {
        "name": "urgent",
        "rules": [
            {
                "id": "cut-off",
                "kind": "keyword",
                "label": "meter",
                "column": "text",
                "any_of": ["blackout"],
            }
        ],
    },
    "task": {
        "name": "letters",
        "prediction": "multiclass",
        "columns": [
            {"name": "id", "role": "id"},
            {"name": "received", "role": "time"},
            {"name": "customer", "role": "group"},
            {"name": "channel", "role": "category"},
            {"name": "amount", "role": "number"},
            {"name": "text", "role": "text"},
            {"name": "label", "role": "label"},
        ],
    },
    "network": {"name": "linear", "dropout": 0.0},
    "training": {
        "name": "default",
        "seed": 1,
        "epochs": 4,
        "patience": 4,
        "batch_size": 16,
        "learning_rate": 0.05,
        "weight_decay": 0.01,
        "loss": "cross_entropy",
        "workers": 0,
        "devices": 1,
        "strategy": "auto",
        "limit_batches": None,
        "overfit_batches": None,
        "profile": False,
        "threads": 1,
        "audit_key": "key-of-the-tests",
    },
    "decision": {
        "name": "default",
        "seed": 1,
        "draws": 199,
        "first_model": "promote",
        "min_rows": {"sealed": 5, "recent": 5},
        "checks": [
            {
                "id": "recent-better",
                "kind": "superiority",
                "split": "recent",
                "metric": "macro_f1",
                "alpha": 0.01,
                "on_fail": "review",
            },
            {
                "id": "best-not-worse",
                "kind": "non_inferiority",
                "split": "sealed",
                "metric": "macro_f1",
                "against": "best",
                "margin": 0.9,
                "alpha": 0.05,
                "on_fail": "review",
            },
        ],
    },
    "report": {"name": "default", "title": "Letters", "text": "ids"},
    "search": SEARCH,
    "launcher": {"name": "local", "workers": 1, "attempts": 3},
}


VALUES = {name: value for name, value in VALUES.items() if name in {"_generated", *Configuration.model_fields}}


def invent_letters(rows: int = 200) -> pd.DataFrame:
    """Letters of 50 customers from January to June 2025, all cells text."""
    draws = np.random.default_rng(7)
    labels = [list(SUBJECTS)[number % 3] for number in range(rows)]
    days = pd.Timestamp("2025-01-01") + pd.to_timedelta(np.sort(draws.integers(0, 181, rows)), unit="D")
    return pd.DataFrame(
        {
            "id": [f"L{number:04d}" for number in range(rows)],
            "received": days.strftime("%Y-%m-%d"),
            "customer": [f"C{draws.integers(50)}" for _ in range(rows)],
            "channel": draws.choice(["mail", "portal"], rows),
            "amount": [str(draws.integers(10, 500)) for _ in range(rows)],
            "text": [
                " ".join([*draws.choice(SUBJECTS[label], 3), *draws.choice(FILLERS, 3), f"no{number}"])
                for number, label in enumerate(labels)
            ],
            "label": labels,
        }
    )
