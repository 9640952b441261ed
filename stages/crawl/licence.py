"""The licence and the authors of an archive, as its own metadata and licence file state them.

`PKG-INFO`: License-Expression, a short License field, classifiers. `package.json`: license. A classifier that
names a family (BSD) is settled by the text of the licence file; further texts in that file are added
(`ISC AND MIT`), since which of them holds for which file is said in prose. Debian packages and data sets
state theirs in a copyright file and in the card's front matter.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from email.parser import HeaderParser

import yaml

from stages.crawl.archive import Archive
from stages.crawl.terms_debian import debian_terms

NONE = "NOASSERTION"
"""SPDX's word for: nothing is stated."""

METADATA = re.compile(
    r"^(PKG-INFO|package\.json|README\.md|usr/share/doc/[^/]+/copyright|(LICEN[CS]E|COPYING)(\.(md|txt|rst))?"
    r"|(LICEN[CS]E|COPYING)/(LICEN[CS]E|COPYING)(\.\w+)?)$",
    re.IGNORECASE,
)
"""Paths under the archive's top folder that are read for the licence."""

CLASSIFIERS = {
    "MIT License": "MIT",
    "MIT No Attribution License (MIT-0)": "MIT-0",
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0",
    "CC0 1.0 Universal (CC0 1.0) Public Domain Dedication": "CC0-1.0",
    "The Unlicense (Unlicense)": "Unlicense",
    "zlib/libpng License": "Zlib",
    "GNU General Public License v2 (GPLv2)": "GPL-2.0-only",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU General Public License v3 (GPLv3)": "GPL-3.0-only",
    "GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}

_BSD = "redistributions in binary form must reproduce the above copyright notice"
TEXTS = {
    "MIT": ("permission is hereby granted, free of charge, to any person obtaining a copy",),
    "ISC": ("permission to use, copy, modify, and/or distribute this software for any purpose",),
    "Apache-2.0": ("apache license version 2.0", "grant of copyright license"),
    "BSD-3-Clause": (_BSD, "neither the name of"),
    "BSD-2-Clause": (_BSD,),
}
"""Phrases of each licence's text, in lower case with single spaces. BSD-3-Clause contains BSD-2-Clause."""

SPDX = re.compile(r"^[A-Za-z0-9][A-Za-z0-9.+-]*( (AND|OR|WITH) [A-Za-z0-9][A-Za-z0-9.+-]*)*$")
COPYRIGHT = re.compile(r'"(Copyright \(c\)[^"]{4,120})"|^\W*(Copyright (?=.*\d{4}).{4,120})$', re.I | re.M)


@dataclass(frozen=True)
class Terms:
    """SPDX expression and the authors to name."""

    licence: str
    attribution: str


def read_terms(archive: Archive, files: dict[str, bytes]) -> Terms:
    """Terms of an archive from its metadata `files` (path under the top folder to bytes)."""
    texts = {path: files[path].decode("utf-8", "replace") for path in sorted(files)}
    prose = "\n".join(text for path, text in texts.items() if re.match("(?i)licen|copying", path))
    declared, author = _STATED.get(archive.connector, _by_text)(texts, archive.package)
    stated = texts_in(prose)
    licence = declared or (" AND ".join(stated) if stated else NONE)
    if declared in TEXTS:
        licence = " AND ".join([declared, *(other for other in stated if other != declared)])
    return Terms(licence, "; ".join(copyrights(prose)) or author or f"the authors of {archive.package}")


def texts_in(prose: str) -> list[str]:
    """Ids of the licences whose text stands in `prose`, sorted."""
    plain = " ".join(prose.lower().split())
    found = {name for name, phrases in TEXTS.items() if all(phrase in plain for phrase in phrases)}
    return sorted(found - ({"BSD-2-Clause"} if "BSD-3-Clause" in found else set()))


def copyrights(prose: str) -> list[str]:
    """Copyright lines in order of appearance, each once."""
    lines = (quoted or plain for quoted, plain in COPYRIGHT.findall(prose))
    return list(dict.fromkeys(" ".join(line.split()).rstrip(" ,;") for line in lines))


def spdx_case(name: str) -> str:
    """A licence in SPDX's own case where it is one that is known here (`mit`, `cc0-1.0`)."""
    known = {*TEXTS, *CLASSIFIERS.values()}
    return next((spdx for spdx in sorted(known) if spdx.lower() == name.strip().lower()), name.strip())


def refusal(terms: Terms, expected: str | None, allowed: list[str]) -> str | None:
    """Why a file under these terms must not be used, or None."""
    if expected is not None and terms.licence != expected:
        return f"licence: the archive says {terms.licence}, conf expects {expected}"
    if terms.licence not in allowed:
        return f"licence: {terms.licence} is not allowed"
    return None


def _python(texts: dict[str, str], package: str) -> tuple[str | None, str | None]:
    info = HeaderParser().parsestr(texts.get("PKG-INFO", ""))
    author = info["Author"] or info["Author-email"]
    for field in (info["License-Expression"], info["License"]):
        if field and SPDX.match(field.strip()) and field.strip() not in ("BSD", "UNKNOWN"):
            return field.strip(), author
    named = [
        line.rsplit(" :: ", 1)[-1] for line in info.get_all("Classifier", []) if line.startswith("License ::")
    ]
    ids = sorted({CLASSIFIERS[name] for name in named if name in CLASSIFIERS})
    if named and len(ids) == len(set(named)):
        return " AND ".join(ids), author
    return None, author


def _npm(texts: dict[str, str], package: str) -> tuple[str | None, str | None]:
    try:
        package = json.loads(texts.get("package.json", "{}"))
    except ValueError:
        return None, None  # states nothing that can be read
    licence, author = package.get("license"), package.get("author")
    if isinstance(licence, dict):  # the form of old packages
        licence = licence.get("type")
    if isinstance(author, dict):
        author = author.get("name")
    if isinstance(licence, str) and SPDX.match(licence.strip("()")):
        return licence.strip("()"), author
    return None, author


def _deb(texts: dict[str, str], package: str) -> tuple[str | None, str | None]:
    return debian_terms(texts.get(f"usr/share/doc/{package}/copyright", ""))


def _card(texts: dict[str, str], package: str) -> tuple[str | None, str | None]:
    """`license` of a data set card's front matter: SPDX's identifiers in lower case."""
    front = re.match(r"---\n(.*?)\n---", texts.get("README.md", ""), re.S)
    try:
        licence = (yaml.safe_load(front[1]) or {}).get("license") if front else None
    except (yaml.YAMLError, AttributeError):
        return None, None  # states nothing that can be read
    if isinstance(licence, list) and len(licence) == 1:
        licence = licence[0]
    return (spdx_case(licence), None) if isinstance(licence, str) and SPDX.match(licence) else (None, None)


def _by_text(texts: dict[str, str], package: str) -> tuple[None, None]:
    return None, None


_STATED = {"pypi": _python, "npm": _npm, "deb": _deb, "huggingface": _card}
"""By connector; any other is judged by its licence file's text alone."""
