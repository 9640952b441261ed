"""What the corpus consists of: slices by split, sources and licences."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from stages.records.schemas import SPLITS
from stages.report.tables import Row, Tables


def slices(tables: Tables) -> list[dict[str, Any]]:
    """Every slice: kept records by split and by form of code, largest first."""
    by_slice: dict[str, list[Row]] = defaultdict(list)
    for row in tables["corpus"]:
        if row["decision"] == "keep":
            by_slice[row["slice"]].append(row)
    found = []
    for name, rows in by_slice.items():
        task, domain, modality = name.split("/")
        splits = Counter(r["split"] for r in rows)
        found.append(
            {
                "name": name,
                "task": task,
                "domain": domain,
                "modality": modality,
                "total": len(rows),
                "splits": {split: splits[split] for split in SPLITS},
                "forms": dict(sorted(Counter(r["form"] for r in rows).items())),
                "files": len({root for r in rows for root in r["roots"]}),
            }
        )
    return sorted(found, key=lambda s: (-s["total"], s["name"]))


def sources(tables: Tables) -> list[dict[str, Any]]:
    """Every package: files found and kept, programs, corpus records that come from it, licences."""
    records: Counter[str] = Counter()
    for row in tables["corpus"]:
        if row["decision"] == "keep":
            records.update({root.partition("!")[0] for root in row["roots"]})
    packages: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for seed in tables["seeds"]:
        key = (seed["connector"], seed["package"], seed["version"] or "", seed["archive_sha256"] or "")
        packages[key].append(seed)
    found = []
    for (connector, package, version, sha), seeds in packages.items():
        raw = [s for s in seeds if s["kind"] == "raw"]
        name = f"{connector}:{package}" + (f"@{version}" if version else "")
        found.append(
            {
                "name": name,
                "archive_sha256": sha,
                "domains": sorted({s["domain"] for s in seeds if s["domain"]}),
                "found": len(raw),
                "kept": sum(s["decision"] == "keep" for s in raw),
                "programs": sum(s["kind"] == "prepared" and s["decision"] == "keep" for s in seeds),
                "records": records[name],
                "licences": sorted({s["licence"] for s in seeds if s["licence"]}),
            }
        )
    return sorted(found, key=lambda s: (-s["records"], s["name"]))


def licences(tables: Tables) -> list[tuple[str, int]]:
    """Kept corpus records by licence, commonest first."""
    counts = Counter(r["licence"] for r in tables["corpus"] if r["decision"] == "keep")
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
