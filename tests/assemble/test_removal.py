"""Without one source package, what does not descend from it changes in five columns at most."""

from __future__ import annotations

import pytest

from stages.assemble.__main__ import assemble_rows, read_tables
from stages.assemble.removal import CHANGEABLE, compare, report, without
from tests.assemble import factory

PACKAGES = ("matplotlib", "seaborn", "networkx")


@pytest.fixture
def tables(tmp_path, monkeypatch):
    """Three packages of charts. Files of one number draw the same program, asked for in the same words, so
    that rows of one package stand for rows of another and join their components."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JANUS_CACHE", str(tmp_path / "cache"))
    seeds, samples = [], []
    for package in PACKAGES:
        monkeypatch.setitem(factory.PACKAGES, "chart", ("pypi", package, "1"))
        for number in range(8):
            rows = factory.seed_rows("chart", f"{package}{number}")
            seeds += rows
            parent = [rows[1]["record_id"]]
            samples += factory.samples_of("chart", f"{package}{number}", parent[0])
            shared = factory.program("chart", "shared", number)
            samples.append(
                factory.sample_row("chart", "generation", f"Draw number {number} again", shared, parent)
            )
    kept = [s for s in samples if s["decision"] == "keep"]
    codes = {c for s in samples for c in (s["input_code"], s["output_code"]) if c}
    factory.write(
        {
            "seeds": seeds,
            "samples": samples,
            "renders": [factory.render_row(code, "chart") for code in sorted(codes)],
            "rewards": [factory.reward_row(s) for s in kept],
        }
    )
    return read_tables()


@pytest.mark.parametrize("package", PACKAGES)
def test_rows_that_stay_change_in_few_columns(package, tables):
    before = assemble_rows(*tables, *factory.sections(), 1)[0]
    after = assemble_rows(*without(f"pypi:{package}", *tables), *factory.sections(), 1)[0]
    found = compare(before, after)
    assert found.gone == len(before) // 3 and found.stayed == len(after) == 2 * found.gone
    assert not any(root.startswith(f"pypi:{package}@") for row in after for root in row["roots"])
    assert set(found.columns()) <= set(CHANGEABLE)
    # Eight programs had one row kept of three: where it was this package's, another has taken its place.
    gained = [i for i, c in found.changed.items() if c.get("decision") == ("drop", "keep")]
    kept_here = [
        r for r in before if r["decision"] == "keep" and r["instruction"].endswith("again")
        and r["roots"][0].startswith(f"pypi:{package}@")
    ]  # fmt: skip
    assert len(gained) == len(kept_here)
    text = report(f"pypi:{package}", found, most=10**6)
    assert all(i in text for i, c in found.changed.items() if set(c) != {"weight"})
    assert f"{found.gone} rows go" in text


def test_the_packages_do_stand_for_each_other(tables):
    """Else the test above would hold of any corpus."""
    before = assemble_rows(*tables, *factory.sections(), 1)[0]
    changed = [
        compare(before, assemble_rows(*without(f"pypi:{p}", *tables), *factory.sections(), 1)[0]).columns()
        for p in PACKAGES
    ]
    assert {c for found in changed for c in found} >= {"decision", "reason", "cluster", "split"}


def test_a_change_elsewhere_is_seen(tables):
    before = assemble_rows(*tables, *factory.sections(), 1)[0]
    after = [{**row} for row in before]
    after[0]["licence"] = "MIT"
    assert compare(before, after).changed == {before[0]["record_id"]: {"licence": ("PSF-2.0", "MIT")}}
    with pytest.raises(ValueError, match="rows appeared"):
        compare(before[1:], before)
