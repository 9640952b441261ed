"""`janus ui` says where the runs are, and starts MLflow's server."""

from __future__ import annotations

import os
import sys

from stages.cli.__main__ import main


def test_the_address_is_that_of_the_runs(tmp_path, monkeypatch, capsys):
    from mlflow import MlflowClient

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    started = []
    monkeypatch.setattr(os, "execv", lambda *command: started.append(command))
    main(["ui", "--port", "5051"])
    uri = f"sqlite:///{tmp_path}/.janus/mlflow.db"
    (found,) = (e for e in MlflowClient(tracking_uri=uri).search_experiments() if e.name == "janusforge")
    assert f"http://127.0.0.1:5051/#/experiments/{found.experiment_id}/runs" in capsys.readouterr().out
    ((program, arguments),) = started
    assert program == sys.executable and arguments[1:4] == ["-m", "mlflow", "ui"]
    assert uri in arguments and "5051" in arguments


def test_a_server_is_not_served_again(monkeypatch, capsys):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://tracking:5000")
    assert main(["ui"]) == 1
    assert "open http://tracking:5000" in capsys.readouterr().err
