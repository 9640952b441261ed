"""Which packaged file answers the address of a library on a content delivery network.

The address is read by its path, whatever its host: `…/npm/d3@7/dist/d3.min.js`,
`…/ajax/libs/d3/7.8.5/d3.min.js`, `…/d3.v7.min.js`, `…/jquery-3.6.0.min.js`. A packaged version answers
for the older ones that it can stand for (`_STANDS_FOR`); for others nothing answers: they are refused.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
}
_ALIASES = {
    "three.js": "three",
    "threejs": "three",
    "p5.js": "p5",
    "plotly": "plotly.js-dist-min",
    "plotly.js": "plotly.js-dist-min",
    "plotly.js-dist": "plotly.js-dist-min",
    "chartjs": "chart.js",
    "chart": "chart.js",
    "twitter-bootstrap": "bootstrap",
    "font-awesome": "@fortawesome/fontawesome-free",
    "fontawesome": "@fortawesome/fontawesome-free",
    "tailwindcss-browser": "@tailwindcss/browser",
}
"""Names that networks give to a package, in lower case."""
_STANDS_FOR = {
    ("bootstrap", 4): (3, 4),
    ("bootstrap", 5): (5,),
    ("chart.js", 2): (1, 2),
    ("chart.js", 4): (3, 4),
    ("d3", 5): (3, 4, 5),
    ("d3", 7): (6, 7),
    ("jquery", 3): (1, 2, 3),
    ("mathjax", 3): (3,),
    ("mermaid", 11): (8, 9, 10, 11),
    ("p5", 1): (0, 1),
    ("plotly.js-dist-min", 2): (1, 2),
    ("tailwindcss", 2): (1, 2),
    ("tailwindcss-cdn", 3): (3,),
    ("@fortawesome/fontawesome-free", 6): (4, 5, 6),
}
"""Packaged (name, major) to the majors that it answers for; one that is not named answers for its own."""
_AT = re.compile(r"/(?P<name>(?:@[\w.-]+/)?[\w.-]+)@(?P<version>[^/]+)(?P<path>/.*)?$")
_NPM = re.compile(r"/npm/(?P<name>(?:@[\w.-]+/)?[\w.-]+)(?P<version>)(?P<path>/.*)?$")
_LIBS = re.compile(r"/(?:ajax/libs/)?(?P<name>[\w.-]+)/(?P<version>r?v?\d[\w.-]*)(?P<path>/.+)$")
_FILE = re.compile(
    r"/(?P<name>[a-z][a-z0-9]*?)(?:[-.]v?(?P<version>\d+(?:\.\d+)*|latest))?(?P<path>(?:\.[a-z]+)*\.(?:js|css))$"
)
_BARE = re.compile(r"^/(?P<name>(?:@[\w.-]+/)?[\w.-]+)(?P<version>)(?P<path>/.*)?$")
_PLUGINS = "tailwindcss-with-all-plugins.js"
_TAILWIND = re.compile(r"(^|\.)tailwindcss\.com$")


@dataclass(frozen=True)
class Served:
    """A packaged file."""

    file: Path
    library: str
    """`d3@7.9.2`."""

    @property
    def type(self) -> str:
        return TYPES.get(self.file.suffix.lower(), "application/octet-stream")


class Shelf:
    """Unpacked packages, a folder each."""

    def __init__(self, folders: list[Path]) -> None:
        self._packages: dict[str, list[_Package]] = {}
        for package in sorted(map(_Package, folders), key=lambda p: p.numbers):
            self._packages.setdefault(package.name, []).append(package)

    def find(self, url: str) -> Served | None:
        """The file that answers `url`, or None."""
        parts = urlsplit(url)
        path = unquote(parts.path)
        if _TAILWIND.search(parts.hostname or "") and not path.endswith(".css"):
            return self._answer("tailwindcss-cdn", "3", _PLUGINS if "plugins=" in parts.query else "")
        for pattern in (_AT, _NPM, _LIBS, _FILE, _BARE):
            if found := pattern.search(path):
                name = found["name"].lower()
                inside = (found["path"] or "").strip("/")
                if answer := self._answer(_ALIASES.get(name, name), found["version"] or "", inside):
                    return answer
        return None

    def _answer(self, name: str, version: str, path: str) -> Served | None:
        package = self._pick(self._packages.get(name, []), version)
        file = package.file(path) if package else None
        return Served(file, f"{package.name}@{package.version}") if file else None

    @staticmethod
    def _pick(packages: list[_Package], version: str) -> _Package | None:
        """The package that stands for a version as asked (`7`, `v7.8.5`, `r128`, `latest` or nothing)."""
        number = re.search(r"\d+", version)
        if number is None:
            return packages[-1] if packages else None
        if packages and packages[0].name == "three":  # its releases count in the minor number
            minor = re.search(r"(?:^r|^v?0\.)(\d+)", version)
            release = int(minor[1]) if minor else int(number.group())
            return next((p for p in packages if p.numbers[1] >= release), packages[-1])
        return next((p for p in packages if int(number.group()) in p.majors), None)


class _Package:
    """An unpacked package."""

    def __init__(self, folder: Path) -> None:
        about = json.loads((folder / "package.json").read_bytes())
        self.name, self.version = about["name"], about["version"]
        self.numbers = [int(n) for n in re.findall(r"\d+", self.version)]
        self.majors = _STANDS_FOR.get((self.name, self.numbers[0]), (self.numbers[0],))
        self._folder = folder
        self._default = next((about[k] for k in ("jsdelivr", "unpkg", "browser", "main") if k in about), "")
        files = sorted((p for p in folder.rglob("*") if p.is_file()), key=lambda p: (len(p.parts), str(p)))
        self._by_path = {p.relative_to(folder).as_posix(): p for p in files}
        self._by_name: dict[str, Path] = {}
        for file in files:
            self._by_name.setdefault(file.name.lower(), file)

    def file(self, path: str) -> Path | None:
        """The file at `path`, else one of that name (with or without `.min`), else the main file."""
        if path in self._by_path:
            return self._by_path[path]
        stem = re.split(r"[-.]", self.name.rpartition("/")[2])[0]
        name = path.rpartition("/")[2].lower()
        if name.startswith("."):  # what is left of `d3.v7.min.js`
            name = stem + name
        for candidate in (name, name.replace(".min.", "."), re.sub(r"\.(\w+)$", r".min.\1", name)):
            if candidate in self._by_name:
                return self._by_name[candidate]
        if name not in ("", "+esm") and not (name.startswith(stem) and name.endswith(".js")):
            return None
        return self._by_name.get(f"{stem}.min.js") or self._by_path.get(self._default.removeprefix("./"))
