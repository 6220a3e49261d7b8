"""The overrides that are derived from params.yaml compose it again, on a command line and as an experiment."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from hydra._internal.config_loader_impl import ConfigLoaderImpl
from hydra.core.override_parser.overrides_parser import OverridesParser
from hypothesis import given, settings
from hypothesis import strategies as st
from omegaconf import OmegaConf

from retrain.configuration import overrides
from retrain.configuration.compose import compose_values
from retrain.configuration.overrides import explain_overrides, pin_experiment
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.paths import METRICS

CONF = Path(__file__).parents[3] / "conf"
PINNED = Path("conf/experiment/pinned.yaml")
NASTY = st.text("aZ09_ '\"\\,:;{}[]()=$~#+*?|%&!<>\n\té", max_size=12).filter(lambda text: "${" not in text)
TEXTS = st.one_of(NASTY, st.sampled_from(["", "null", "True", "1", "1e3", "nan", "-inf", "2025-01-31", "a-b", "none"]))
SCALARS = st.one_of(TEXTS, st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False, allow_infinity=False))
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=3),
    st.lists(
        st.dictionaries(st.sampled_from(["kind", "at_least", "a b", "c.d", "e:f"]), TEXTS, max_size=2), max_size=2
    ),
)
CHANGES = st.dictionaries(
    st.sampled_from(
        [
            ("training", "epochs"),
            ("training", "one_more"),
            ("report", "title"),
            ("source", "as_of"),
            ("split", "seal", "until"),
            ("filterers", "steps"),
            ("taggers", "rules"),
            ("source", "sha256", "train.csv"),
            ("split", "one", "more"),
        ]
    ),
    VALUES,
    max_size=3,
)
BASE = {
    "training": {"name": "default", "epochs": 3, "audit_key": "k"},
    "report": {"name": "default", "title": "Legacy against retrained"},
    "source": {"name": "mail", "as_of": None, "sha256": {"a.csv": "x"}},
    "split": {"name": "default", "seal": {"until": "2025-01-31"}},
    "filterers": {"name": "default", "steps": [{"kind": "duplicate"}]},
    "taggers": {"name": "none", "rules": []},
}
REMOVED = st.lists(st.sampled_from([("training", "audit_key"), ("split", "seal")]), max_size=1)


def changed(values, changes, removed=()):
    """A copy of composed values with other values at some paths, and without some keys."""
    copy = deepcopy(values)
    for path, value in changes.items():
        inner = copy
        for key in path[:-1]:
            inner = inner.setdefault(key, {})
        inner[path[-1]] = value
    for section, key in removed:
        copy[section].pop(key, None)
    return copy


FILES = {
    "config": "defaults: [_self_, source: mail, network: linear, training: default, report: default, task: mail, "
    "optional experiment: null]\n",
    "source/mail": "name: mail\nas_of: '2025-12-31'\nsha256: {a.csv: x, b.csv: y}\n",
    "source/bank": "name: bank\nas_of: null\nsha256: {}\n",
    "network/linear": "name: linear\ndropout: 0.1\n",
    "network/wide": "name: wide\ndropout: 0.1\nhidden: 8\n",
    "training/default": "name: default\nepochs: 15\naudit_key: k\nseal: {until: '2025-09-30'}\n",
    "training/short": "name: short\nepochs: 1\naudit_key: k\nseal: {until: '2025-09-30'}\n",
    "report/default": "name: default\ntitle: Legacy against retrained\nrules: [{id: a, pattern: b}]\n",
    "task/mail": "# @package _global_\ntask: {name: mail}\n",
    "task/bank": "# @package _global_\ndefaults: [override /source: bank, override /training: short]\n"
    "task: {name: bank}\nnetwork: {dropout: 0.5}\n",
    "experiment/old": "# @package _global_\ntraining: {epochs: 2}\n",
}


@pytest.fixture
def conf(tmp_path, monkeypatch):
    """The working directory, with a small `conf/` and nothing else."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        path = Path("conf", f"{name}.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(changes=CHANGES, removed=REMOVED)
def test_the_overrides_of_any_values_make_the_same_values(changes, removed):
    def override(overrides):
        values = OmegaConf.create(BASE)
        OmegaConf.set_struct(values, True)
        ConfigLoaderImpl._apply_overrides_to_config(OverridesParser.create().parse_overrides(overrides), values)
        return OmegaConf.to_container(values, resolve=True)

    wanted = changed(BASE, changes, removed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overrides, "compose_values", override)
        assert override(explain_overrides(wanted)) == wanted


@pytest.mark.parametrize(
    "overrides",
    [
        [],
        ["task=bank"],
        ["task=bank", "network=wide", "training=default"],
        ["task=bank", "source=mail", "network.dropout=0.7", "training.epochs=3"],
        ["network=wide", "training.seal.until=2025-01-31", "report.title=\"a, b: 'c' (d) {e}\""],
        ["+source.sha256={a.csv:x,b.csv:y,c.csv:abc}", "report.rules=[{id:a,pattern:null},true,[]]"],
        ["~training.audit_key", "+training.one_more=0.001"],
    ],
    ids=" ".join,
)
def test_typical_overrides_are_recovered(conf, overrides):
    assert explain_overrides(compose_values(overrides)) == overrides


def test_the_choices_of_the_task_need_no_override(monkeypatch):
    if not (CONF / "task/banking77.yaml").is_file():
        pytest.skip("the example tasks were taken out")
    monkeypatch.chdir(CONF.parent)
    wanted = compose_values(["task=banking77"])
    assert wanted["source"]["name"] == "banking77"
    assert explain_overrides(wanted) == ["task=banking77"]


@pytest.mark.parametrize(
    "changes",
    [
        {("report", "\n"): "no key of an override"},
        {("training", "seal"): ["not a mapping"]},
        {("source", "sha256"): {"a.csv": "x"}},
    ],
    ids=["a key that cannot be written", "a list for a mapping", "a file taken out"],
)
def test_values_that_no_override_makes_are_refused(conf, changes):
    with pytest.raises(InputError):
        explain_overrides(changed(compose_values(), changes))


def test_the_key_that_no_override_makes_is_named(conf):
    message = "params.yaml: +source.sha256: no override can set this; edit conf/ instead"
    with pytest.raises(InputError) as refused:
        explain_overrides(changed(compose_values(), {("source", "sha256"): {"a.csv": "x"}}))
    assert str(refused.value) == message


def test_a_pinned_experiment_composes_the_same_values(conf):
    changes = {
        ("report", "title"): 'it\'s "a", b: {c}\n[d]',
        ("report", "rules"): [{"id": "a", "pattern": r"(?i)\b(x|y), \d+\\"}],
        ("training", "one_more"): None,
        ("training", "seal", "until"): "2025-01-31",
        ("source", "sha256", "train.csv"): "0x1",
        ("network", "dropout"): "1e3",
    }
    wanted = changed(compose_values(["task=bank", "network=wide"]), changes)
    assert pin_experiment("pinned", wanted) == PINNED
    assert "Expected: not measured.\n" in PINNED.read_text()
    assert compose_values(["experiment=pinned"]) == wanted


def test_a_pinned_experiment_has_its_command_and_expected_score(conf):
    METRICS.parent.mkdir()
    METRICS.write_text(json.dumps({"validation": {"retrained": {"macro_f1": 0.87297}}}))
    pin_experiment("pinned", compose_values(["network=wide", "training.epochs=3"]))
    assert PINNED.read_text().startswith(
        "# @package _global_\n"
        "# Pinned from params.yaml: network=wide, training.epochs.\n"
        "# Command: dvc exp run -S experiment=pinned\n"
        "# Minutes: not measured. Expected: macro F1 0.873 on validation.\n"
        "defaults:\n- override /network: wide\n"
    )


def test_an_experiment_in_config_yaml_is_composed_and_another_is_pinned_without_it(conf):
    wanted = compose_values(["network=wide", "training.epochs=3"])
    pin_experiment("pinned", wanted)
    config = Path("conf/config.yaml")
    config.write_text(config.read_text().replace("optional experiment: null", "experiment: pinned"))
    assert explain_overrides(wanted) == []
    other = compose_values(["training.epochs=5"])
    pin_experiment("other", other)
    assert compose_values(["experiment=other"]) == other


@pytest.mark.parametrize(
    ("name", "changes", "removed", "message"),
    [
        ("old", {}, (), "exists, or"),
        ("Upper", {}, (), "choose another name"),
        ("../x", {}, (), "choose another name"),
        ("", {}, (), "choose another name"),
        (
            "pinned",
            {},
            [("training", "audit_key"), ("training", "seal")],
            "training.audit_key, training.seal: only in conf",
        ),
        ("pinned", {("training", "seal"): ["a list"]}, (), "Cannot merge"),
        ("pinned", {("source", "sha256"): {"a.csv": "x"}}, (), "source.sha256: no override can set this"),
    ],
)
def test_what_cannot_be_pinned_is_refused_and_leaves_no_file(conf, name, changes, removed, message):
    before = sorted(Path("conf").rglob("*"))
    with pytest.raises(InputError, match=message):
        pin_experiment(name, changed(compose_values(), changes, removed))
    assert sorted(Path("conf").rglob("*")) == before
