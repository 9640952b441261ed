"""Gallery cards: everything that the page shows of one answer or one corpus record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stages.report.chains import Chain, Chains
from stages.report.evaluation import VARIANTS
from stages.report.gallery import choose_answers, choose_samples
from stages.report.listing import listing
from stages.report.pictures import Picture, reduced
from stages.report.tables import Row, Tables

ANSWER = ["corpus_id", "checkpoint", "output", "status", "stderr", "png", "criteria"]
RECORD = [
    "sample_id", "domain", "task", "modality", "slice", "split", "form", "language", "licence", "attribution",
    "roots", "instruction", "input_code", "input_language", "output_code", "output_render",
]  # fmt: skip


@dataclass(frozen=True)
class Card:
    """One record: texts, listings, pictures by role (None: nothing was drawn), lineage."""

    id: str
    slice: str
    domain: str
    instruction: str
    pictures: list[tuple[str, Picture | None]]
    listings: list[tuple[str, Any]]
    facts: dict[str, Any]
    chain: Chain


class Cards:
    """Cards of one report. `side`: pixels of a picture's longer side."""

    def __init__(self, tables: Tables, chains: Chains, side: int) -> None:
        self.tables, self.chains, self.side = tables, chains, side
        self.slices = {r["record_id"]: r["slice"] for r in tables["corpus"]}
        self._befores = {r["record_id"]: r["input_render"] for r in tables["samples"]}

    def answers(self, count: int) -> list[Card]:
        """Cards of model answers, with what the other variants made of the same record."""
        chosen = choose_answers(self.tables["predictions"], self.slices, count)
        whole = self.tables.whole("predictions", {c["row"]["record_id"] for c in chosen}, ANSWER)
        records = self.tables.whole("corpus", {c["row"]["corpus_id"] for c in chosen}, RECORD)
        pictures = self._pictures(records.values())
        others: dict[tuple[str, str], dict[str, Row]] = {}
        for row in self.tables["predictions"]:
            if row["decision"] == "keep":
                others.setdefault((row["model"], row["corpus_id"]), {})[row["variant"]] = row
        cards = []
        for choice in chosen:
            row = {**choice["row"], **whole[choice["row"]["record_id"]]}
            record = records[row["corpus_id"]]
            baselines = others[row["model"], row["corpus_id"]]
            drawn = reduced(row["png"], self.side) if row["png"] else None
            cards.append(
                self._card(
                    row["record_id"],
                    record,
                    [*self._shown(record, pictures, "reference"), (row["model"], drawn)],
                    [("answer", row["output"])],
                    {
                        **{k: row[k] for k in ("model", "status", "executed", "criteria", "checkpoint")},
                        **{
                            k: row[k] for k in ("criteria_passed", "ssim", "colour_similarity", "answer_loss")
                        },
                        "why": choice["why"],
                        "error": (row["stderr"] or "").partition("\n")[0],
                        "baselines": [
                            (name, baselines[v])
                            for v, name in VARIANTS.items()
                            if v != "model" and v in baselines
                        ],
                    },
                    self.chains.of(row["record_id"], asked=row["corpus_id"], checkpoint=row["checkpoint"]),
                )
            )
        return cards

    def samples(self, count: int) -> list[Card]:
        """Cards of corpus records."""
        chosen = choose_samples(self.tables["corpus"], count)
        records = self.tables.whole("corpus", {r["record_id"] for r in chosen}, RECORD)
        pictures = self._pictures(records.values())
        cards = []
        for row in chosen:
            record = records[row["record_id"]]
            facts = {k: record[k] for k in ("split", "form", "licence", "attribution", "roots")}
            shown = self._shown(record, pictures, "after" if record["input_code"] else "drawing")
            cards.append(
                self._card(row["record_id"], record, shown, [], facts, self.chains.of(row["record_id"]))
            )
        return cards

    def _card(
        self,
        id: str,
        record: Row,
        pictures: list[tuple[str, Picture | None]],
        answers: list[tuple[str, str]],
        facts: dict[str, Any],
        chain: Chain,
    ) -> Card:
        codes = [*answers, ("reference code", record["output_code"])]
        listings = [(name, listing(code, record["language"])) for name, code in codes]
        if record["input_code"]:
            name = "code to translate" if record["task"] == "translation" else "code to edit"
            listings.append((name, listing(record["input_code"], record["input_language"])))
        return Card(
            id=id,
            slice=record["slice"],
            domain=record["domain"],
            instruction=record["instruction"],
            pictures=pictures,
            listings=listings,
            facts=facts,
            chain=chain,
        )

    def _shown(
        self, record: Row, pictures: dict[str, Picture], name: str
    ) -> list[tuple[str, Picture | None]]:
        """What the record's own codes draw; `name` is the role of its answer's picture."""
        before = self._befores.get(record["sample_id"])
        shown = [("before", pictures.get(before))] if before else []
        role = f"{name}, the task's input" if record["modality"] == "image" else name
        return [*shown, (role, pictures.get(record["output_render"]))]

    def _pictures(self, records: Any) -> dict[str, Picture]:
        """Reduced pictures by render id: what the records' codes draw, and what edits start from."""
        ids = {r["output_render"] for r in records} | {self._befores.get(r["sample_id"]) for r in records}
        rows = self.tables.whole("renders", {i for i in ids if i}, ["png"])
        return {i: reduced(row["png"], self.side) for i, row in rows.items() if row["png"]}
