"""`janus gate`: all gates in one go, for a pull request."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from stages.check.__main__ import TABLES
from stages.cli.__main__ import main
from tests.assemble.factory import check_section
from tests.check.corruptions import CORRUPTIONS, apply


@pytest.fixture
def params(lay):
    """Write params.yaml into the folder where tables are laid."""

    def write() -> None:
        Path("params.yaml").write_text(yaml.safe_dump({"check": check_section().model_dump()}))

    return write


def test_good_tables_give_a_summary(lay, params, capsys):
    lay()
    params()
    assert main(["gate"]) == 0
    out = capsys.readouterr().out
    assert f"{len(TABLES)} of {len(TABLES)} passed" in out and out.count("| passed |") == len(TABLES)
    assert all(Path(f"reports/data_docs/{table}.html").is_file() for table in TABLES)


def test_a_failure_is_named_and_ends_with_1(lay, params, copy, capsys):
    rows = copy("corpus")
    hit = apply(rows, CORRUPTIONS["corpus"][:1])
    lay(corpus=rows)
    params()
    assert main(["gate", "corpus"]) == 1
    out = capsys.readouterr().out
    assert "**stopped**" in out and "0 of 1 passed" in out
    assert any(row in out for row in hit.values())


def test_absent_and_unknown_tables(lay, params, capsys, tmp_path, monkeypatch):
    lay()
    params()
    assert main(["gate", "nothing"]) == 1
    assert "choose of" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    params()
    assert main(["gate"]) == 1
    assert "no table is here" in capsys.readouterr().err
