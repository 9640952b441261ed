"""Terms of a Debian package from its copyright file in the machine-readable format (DEP-5).

Paragraphs of fields; `Files:` paragraphs name a licence by a short name of Debian's, which mostly is SPDX's.
The packaging itself (`Files: debian/*`) is not in a binary package and does not count. A file in prose states
nothing here: conf declares its terms then.
"""

from __future__ import annotations

import re
from email.parser import HeaderParser

FORMAT = re.compile(r"^Format:\s*\S*copyright-format/1\.0", re.I)

SHORT_NAMES = {
    "expat": "MIT",
    "mit": "MIT",
    "isc": "ISC",
    "zlib": "Zlib",
    "cc0": "CC0-1.0",
    "cc0-1.0": "CC0-1.0",
    "bsd-2-clause": "BSD-2-Clause",
    "bsd-3-clause": "BSD-3-Clause",
    "apache-2.0": "Apache-2.0",
    "mpl-2.0": "MPL-2.0",
    "gpl-2": "GPL-2.0-only",
    "gpl-2+": "GPL-2.0-or-later",
    "gpl-3": "GPL-3.0-only",
    "gpl-3+": "GPL-3.0-or-later",
    "lgpl-2.1": "LGPL-2.1-only",
    "lgpl-2.1+": "LGPL-2.1-or-later",
    "lgpl-3": "LGPL-3.0-only",
    "lgpl-3+": "LGPL-3.0-or-later",
    "python": "PSF-2.0",
}
"""Debian's short names in lower case. Any other becomes `LicenseRef-NAME`, which no list allows by chance."""


def debian_terms(text: str) -> tuple[str | None, str | None]:
    """(SPDX expression over all files of the package, authors); (None, None) where the file is prose."""
    if not FORMAT.match(text):
        return None, None
    paragraphs = [HeaderParser().parsestr(part) for part in re.split(r"\n(?:[ \t]*\n)+", text.strip())]
    files = [p for p in paragraphs if p["Files"] and not _packaging(p["Files"])]
    names = sorted({_spdx(p["License"].splitlines()[0]) for p in files if (p["License"] or "").strip()})
    authors = [" ".join(line.split()) for p in files for line in (p["Copyright"] or "").splitlines()]
    return " AND ".join(names) or None, "; ".join(dict.fromkeys(filter(None, authors))) or None


def _packaging(globs: str) -> bool:
    return all(glob.startswith("debian/") for glob in globs.split())


def _spdx(name: str) -> str:
    """`Expat or GPL-2+` as an SPDX expression in brackets where it has more than one name."""
    words = re.split(r"\s+(and/or|and|or)\s+", name.strip().rstrip(","), flags=re.I)
    terms = [
        {"and": "AND", "or": "OR", "and/or": "OR"}[word.lower()] if place % 2 else _term(word)
        for place, word in enumerate(words)
    ]
    return terms[0] if len(terms) == 1 else f"({' '.join(terms)})"


def _term(name: str) -> str:
    plain = "-".join(name.split())
    return SHORT_NAMES.get(plain.lower(), f"LicenseRef-{re.sub(r'[^A-Za-z0-9.-]', '-', plain)}")
