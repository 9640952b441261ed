"""Great Expectations' own page of a gate, for people. It carries a time, so it is no DVC output."""

from __future__ import annotations

from pathlib import Path
from typing import Any

DATA_DOCS = Path("reports/data_docs")


def write_page(table: str, results: list[Any]) -> Path:
    """One page with all of the table's results."""
    from great_expectations.core import ExpectationSuiteValidationResult
    from great_expectations.render.renderer import ValidationResultsPageRenderer
    from great_expectations.render.view import DefaultJinjaPageView

    good = sum(bool(r.success) for r in results)
    whole = ExpectationSuiteValidationResult(
        success=good == len(results),
        results=results,
        suite_name=table,
        meta={"active_batch_definition": {"data_asset_name": table}, "run_id": {"run_name": table}},
        statistics={
            "evaluated_expectations": len(results),
            "successful_expectations": good,
            "unsuccessful_expectations": len(results) - good,
            "success_percent": 100 * good / len(results),
        },
    )
    page = DefaultJinjaPageView().render(ValidationResultsPageRenderer().render(whole))
    path = DATA_DOCS / f"{table}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
    return path
