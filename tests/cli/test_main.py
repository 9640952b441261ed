"""The command line: commands are found, errors are readable, exit codes are honest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from stages.cli.__main__ import COMMANDS, main

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0 and "usage: janus" in capsys.readouterr().out


def test_config_check_and_its_error(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert main(["config", "check"]) == 0
    assert main(["config", "check", "train.lr=fast"]) == 1
    assert "train.lr" in capsys.readouterr().err


def test_heavy_packages_stay_out_of_the_command_line():
    heavy = "[m for m in ('torch', 'mlflow', 'pandas') if m in sys.modules]"
    code = f"import sys, stages.cli.__main__; print(*{heavy})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
