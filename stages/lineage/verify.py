"""`janus verify`: do the bytes, ids and edges still say what was recorded.

Bytes against manifests, dvc.lock and DVC's cache; record ids against the rows' content; ids that rows name
against the tables; what training read against the corpus; hashes that MLflow's runs name against dvc.lock and
the run records; what is taken down against what is there. Each on what the one before let through.

Not covered: rows whose columns outside `CONTENT` were edited together with the manifest where there is no
dvc.lock; an MLflow server (the store in `.janus/` is read).
"""

from __future__ import annotations

from pathlib import Path

from stages.errors import JanusError
from stages.lineage.findings import Findings


def verify(root: Path = Path("."), ref: str | None = None) -> Findings:
    """Check everything that is in the project's folder, or what a REF is and came from.

    Raises JanusError where dvc.lock is not readable, and for a REF that means nothing.
    """
    from stages.lineage.ends import check_consumption, check_ends
    from stages.lineage.index import fresh
    from stages.lineage.lock import check_cache, check_lock
    from stages.lineage.manifests import check_manifests
    from stages.lineage.rows import check_rows
    from stages.lineage.runs import DATABASE, check_runs
    from stages.lineage.scope import scope_of
    from stages.lineage.takedown.check import check_live, check_models
    from stages.lineage.views import FOLDERS, table_files

    root = Path(root).absolute()
    findings = Findings(scope=None if ref is None else scope_of(root, ref))
    check_manifests(root, findings)
    check_lock(root, findings)
    check_cache(root, findings)
    check_rows(root, findings)
    tables = [*FOLDERS, "consumption"]
    files = [path.relative_to(root).as_posix() for table in tables for path in table_files(root, table)]
    lost = any(problem.found == "absent" for problem in findings.problems.values())
    if files and not lost and not any(name in findings.problems for name in files):
        try:
            graph = fresh(root)
        except JanusError as error:
            where = Path(error.where or root)
            name = where.relative_to(root).as_posix() if where.is_relative_to(root) else str(where)
            findings.expect(name, "readable", error.what)
        else:
            check_ends(graph, findings)
            check_consumption(graph, findings)
            check_live(graph, findings)
    if (root / DATABASE).is_file():
        check_runs(root, findings)
        check_models(root, findings)
    return findings
