"""The papers look as they were approved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.paper import looks


@pytest.fixture(name="pictures", scope="module")
def _pictures() -> dict[str, Image.Image]:
    return looks.pictures()


@pytest.mark.parametrize("name", ["01-card", "01-plan", "03-card", "typed-card"])
def test_the_papers_look_as_approved(
    name: str, pictures: dict[str, Image.Image], tmp_path: Path
) -> None:
    """Nothing moved, and no sign was redrawn, since somebody looked at the papers."""
    now, then = pictures[name], looks.approved(name)
    far = looks.far_dots(now, then)
    if far > looks.MOST_FAR:
        now.save(tmp_path / f"{name}-now.png")
        if now.size == then.size:
            looks.difference(now, then).point(lambda dot: 255 - dot).save(
                tmp_path / f"{name}-difference.png"
            )
    assert far <= looks.MOST_FAR, (
        f"{name} looks different in {far} dots. See {tmp_path} beside {looks.APPROVED}; if it is "
        "meant, script/pictures --approve."
    )


def test_every_approved_picture_is_compared(pictures: dict[str, Image.Image]) -> None:
    """No approved picture is left over from another time."""
    assert {file.stem for file in looks.APPROVED.glob("*.png")} == set(pictures)


def test_approved_pictures_are_small() -> None:
    """Together they take less than 175 KB."""
    assert sum(file.stat().st_size for file in looks.APPROVED.glob("*.png")) < 175_000


def test_a_shift_of_a_fraction_of_a_dot_is_not_a_difference(
    pictures: dict[str, Image.Image],
) -> None:
    """Another version of a library may set a letter aside by an eighth of a dot."""
    picture = pictures["01-card"]
    shifted = picture.transform(
        picture.size,
        Image.Transform.AFFINE,
        (1, 0, 0.12, 0, 1, 0),
        resample=Image.Resampling.BILINEAR,
    )
    assert looks.far_dots(picture, shifted) <= looks.MOST_FAR


def test_one_letter_more_is_a_difference(pictures: dict[str, Image.Image]) -> None:
    """The comparison can fail: a small l added somewhere is seen."""
    picture = pictures["01-card"].copy()
    ImageDraw.Draw(picture).line((40, 190, 40, 197), fill=0)
    assert looks.far_dots(picture, pictures["01-card"]) > looks.MOST_FAR
