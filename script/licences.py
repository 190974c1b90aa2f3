"""Lists the licences of all code and fonts that a server contains.

Run as `script/licences`. With `--into-sbom` it adds the fonts to a CycloneDX file that it reads.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements-postgresql.lock"
FONTS = ROOT / "static" / "fonts"
OFL = "OFL-1.1"
# Licences under which we may pass a part on beside our code, which only imports it. LGPL packages
# are installed unchanged.
ALLOWED = re.compile(
    r"MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|HPND|Zlib|Zope|Unlicense|MPL|Mozilla|"
    r"Public Domain|CC0|Historical Permission|LGPL|Lesser General Public|OFL",
)


@dataclass(frozen=True)
class Part:
    """A package or a font, with its licence in its own words."""

    name: str
    version: str
    licence: str

    @property
    def is_allowed(self) -> bool:
        """Whether we may pass it on."""
        return bool(ALLOWED.search(self.licence))


def packages() -> Iterator[Part]:
    """The packages of the lock that are installed here; other platforms may need more."""
    for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK.read_text(), re.MULTILINE):
        try:
            yield Part(name, version, _licence(name))
        except PackageNotFoundError:
            continue


def _licence(name: str) -> str:
    """The SPDX name, else the classifiers, else the first line of the package's licence text."""
    told = metadata(name)
    if expression := told.get_all("License-Expression"):
        return str(expression[0])
    classified = [
        one.rpartition(" :: ")[2]
        for one in told.get_all("Classifier") or []
        if one.startswith("License :: ") and not one.endswith("OSI Approved")
    ]
    said = told.get_all("License") or ["unknown"]
    return ", ".join(classified) or str(said[0]).partition("\n")[0]


def fonts() -> Iterator[Part]:
    """The font families; each has its licence file beside it."""
    for folder in sorted(one for one in FONTS.iterdir() if one.is_dir()):
        text = folder / "OFL.txt"
        is_open = text.exists() and "SIL OPEN FONT LICENSE Version 1.1" in text.read_text("utf-8")
        yield Part(folder.name, "", OFL if is_open else "unknown")


def with_fonts(sbom: dict[str, list[object]]) -> dict[str, list[object]]:
    """Add the font files and their hashes to a CycloneDX file."""
    for family in fonts():
        for file in sorted((FONTS / family.name).glob("*.ttf")):
            digest = {"alg": "SHA-256", "content": sha256(file.read_bytes()).hexdigest()}
            sbom["components"].append(
                {
                    "type": "file",
                    "bom-ref": f"font-{file.stem}",
                    "name": file.name,
                    "hashes": [digest],
                    "licenses": [{"license": {"id": family.licence}}],
                }
            )
    return sbom


def main() -> None:
    """List the licences, or add the fonts to the CycloneDX file on standard input."""
    if "--into-sbom" in sys.argv:
        json.dump(with_fonts(json.load(sys.stdin)), sys.stdout, indent=1, sort_keys=True)
        return
    parts = [*packages(), *fonts()]
    for part in parts:
        mark = "" if part.is_allowed else "  <- not among those that we may pass on"
        sys.stdout.write(f"{part.name:28} {part.version:14} {part.licence}{mark}\n")
    sys.exit(not all(part.is_allowed for part in parts))


if __name__ == "__main__":
    main()
