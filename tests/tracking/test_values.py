"""What may become a param, a metric, a tag."""

from __future__ import annotations

from stages.tracking.values import as_metrics, as_params, key_of, text


def test_params_are_flat_text():
    params = as_params({"train": {"lr": 3e-4, "betas": [0.9, 0.95], "name": "x", "resume": None}, "seed": 1})
    assert params == {
        "train.lr": "0.0003",
        "train.betas": "[0.9, 0.95]",
        "train.name": "x",
        "train.resume": "null",
        "seed": "1",
    }


def test_only_finite_numbers_are_metrics_and_keys_are_those_mlflow_takes():
    values = {"a": {"b": 1, "c": "x", "d": None, "e": True, "f": float("nan")}, "text+image/chart": 0.5}
    assert as_metrics(values) == {"a.b": 1.0, "text_image/chart": 0.5}
    assert key_of("ü(x)") == "__x_"


def test_secrets_of_the_environment_never_come_through(monkeypatch):
    monkeypatch.setenv("TEACHER_API_KEY", "sk-very-secret-value")
    assert text("401 for sk-very-secret-value at host") == "401 for <TEACHER_API_KEY> at host"
    assert as_params({"a": {"b": ["sk-very-secret-value"]}}) == {"a.b": '["<TEACHER_API_KEY>"]'}


def test_long_values_keep_their_identity():
    one, two = text("a" * 9000 + "1"), text("a" * 9000 + "2")
    assert len(one) < 6000 and one != two
