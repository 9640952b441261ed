"""`croissant.json`: Croissant 1.1 metadata (MLCommons), with the packages as PROV-O origins."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from stages import __version__
from stages.publish.facts import Facts
from stages.publish.splits import COLUMNS
from stages.records.tables import read_manifest

CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "prov": "http://www.w3.org/ns/prov#",
    "dct": "http://purl.org/dc/terms/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The terms of the specification and those of PROV-O."""
PAPER = "https://arxiv.org/abs/2510.23538"


def write(
    facts: Facts, files: dict[str, list[Path]], hashes: dict[str, str], corpus: Path, out: Path
) -> Path:
    """Write the metadata. `hashes`: SHA-256 by path relative to `out`."""
    path = out / "croissant.json"
    text = json.dumps(document(facts, files, hashes, corpus, out), indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def document(
    facts: Facts, files: dict[str, list[Path]], hashes: dict[str, str], corpus: Path, out: Path
) -> dict[str, Any]:
    """The JSON-LD document."""
    names = [path.relative_to(out).as_posix() for paths in files.values() for path in paths]
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": "janusforge-corpus",
        "description": "Instructions, pictures and programs that answer them; every program was executed.",
        "license": sorted({f"https://spdx.org/licenses/{licence}" for licence in _single(facts)}),
        "url": PAPER,
        "citeAs": f"Built after the toolkit of JanusCoder, {PAPER}",
        "version": __version__,
        "identifier": f"sha256:{read_manifest(corpus)['table_sha256']}",
        "prov:wasDerivedFrom": [
            {
                "@id": package["url"],
                "@type": "prov:Entity",
                "name": package["ref"],
                "sha256": package["archive_sha256"],
                "license": package["licence"],
                "creator": {"@type": "prov:Agent", "name": package["attribution"]},
            }
            for package in facts.packages
        ],
        "prov:wasGeneratedBy": {
            "@id": "#assemble",
            "@type": "prov:Activity",
            "name": "crawl, synthesize, validate, reward, assemble",
        },
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": name,
                "name": name,
                "contentUrl": name,
                "encodingFormat": "application/vnd.apache.parquet",
                "sha256": hashes[name],
            }
            for name in names
        ],
        "recordSet": [_records(path.relative_to(out).as_posix(), split, i)
                      for split, paths in files.items() for i, path in enumerate(paths)],
    }  # fmt: skip


def _single(facts: Facts) -> set[str]:
    """SPDX ids without operators."""
    return {part for expression, _ in facts.licences for part in expression.split(" AND ")}


def _records(name: str, split: str, number: int) -> dict[str, Any]:
    record_set = f"{split}-{number}"
    return {
        "@type": "cr:RecordSet",
        "@id": record_set,
        "name": record_set,
        "key": {"@id": f"{record_set}/record_id"},
        "field": [_field(record_set, name, column) for column in COLUMNS],
    }


def _field(record_set: str, file: str, column: str) -> dict[str, Any]:
    kinds = {"weight": "sc:Float", "image": "sc:ImageObject"}
    source: dict[str, Any] = {"fileObject": {"@id": file}, "extract": {"column": column}}
    if column == "image":
        source["transform"] = {"jsonPath": "bytes"}
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{record_set}/{column}",
        "name": f"{record_set}/{column}",
        "dataType": kinds.get(column, "sc:Text"),
        "source": source,
    }
    return field | ({"repeated": True} if column == "roots" else {})
