"""Downloads fonts that are too large to come with the project; `script/fonts` runs it."""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
import urllib.request
from dataclasses import dataclass

import click

from walletcard.places import FONTS

REGISTRY = "https://registry.npmjs.org/@expo-google-fonts"
VERSION = "0.4.3"


@dataclass(frozen=True)
class Family:
    """A font family and its npm package; the hash is the registry's SHA-512 in base64."""

    package: str
    name: str
    sha512: str

    @property
    def members(self) -> dict[str, str]:
        """The files to take from the package, by the name under which they are saved."""
        weights = {"Regular": "400Regular", "Bold": "700Bold"}
        fonts = {
            f"{self.name}-{weight}.ttf": f"package/{folder}/{self.name}_{folder}.ttf"
            for weight, folder in weights.items()
        }
        return fonts | {"OFL.txt": "package/LICENSE_FONT"}


FAMILIES = {
    "chinese": Family(
        "noto-sans-sc",
        "NotoSansSC",
        "9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ==",
    ),
    "korean": Family(
        "noto-sans-kr",
        "NotoSansKR",
        "EVS/uJPcf1TgJtjmQmrFr0oGdcl7ml09CSu0E/AyGzR0UfzdR2pBbzWWPsnuzZiGUl643ODYwYiXK5+B+fLjhQ==",
    ),
}


def bring(family: Family) -> None:
    """Download a family into the font folder.

    Raises:
        OSError: if it cannot be downloaded or written.
        ValueError: if the download does not have the hash that stands here.
    """
    url = f"{REGISTRY}/{family.package}/-/{family.package}-{VERSION}.tgz"
    with urllib.request.urlopen(url) as response:  # noqa: S310 - our own https address
        package: bytes = response.read()
    if base64.b64encode(hashlib.sha512(package).digest()).decode() != family.sha512:
        raise ValueError(f"{url} is not the package that it was. Nothing was changed.")
    folder = FONTS / family.package
    folder.mkdir(exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        for name, member in family.members.items():
            file = archive.extractfile(member)
            if file is None:
                raise ValueError(f"{url} has no {member}.")
            (folder / name).write_bytes(file.read())


@click.command()
@click.argument("languages", type=click.Choice(tuple(FAMILIES)), nargs=-1)
def main(languages: tuple[str, ...]) -> None:
    """Bring the fonts of LANGUAGES."""
    for language in languages or FAMILIES:
        family = FAMILIES[language]
        click.echo(f"Downloading {family.name} to {FONTS / family.package}")
        try:
            bring(family)
        except (OSError, ValueError) as error:
            raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
