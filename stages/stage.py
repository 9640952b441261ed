"""The shell around every stage: a run record, readable errors, exit codes.

    if __name__ == "__main__":
        run_stage("crawl", main)

A stage's `main(record)` reads params.yaml, writes its outputs and notes metrics in the record.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable

from stages.errors import JanusError
from stages.tracking.run_record import RunRecord, recorded


def run_stage(name: str, main: Callable[[RunRecord], None]) -> None:
    """Run a stage as a process: exits with 0, 1 (an error that says what to do) or 130 (Ctrl-C)."""
    try:
        with recorded(name) as record:
            main(record)
    except JanusError as error:
        sys.exit(f"{name}: {error}")
    except KeyboardInterrupt:
        print(
            f"{name}: interrupted. Finished work is in the cache; `dvc repro` goes on from it.",
            file=sys.stderr,
        )
        sys.exit(130)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        sys.exit(
            f"{name}: the disk is full\n  where: {error.filename or 'while writing'}\n"
            "  do:    free some space and run `dvc repro` again; finished work is kept"
        )
